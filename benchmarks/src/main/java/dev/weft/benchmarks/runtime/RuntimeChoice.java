package dev.weft.benchmarks.runtime;

import dev.weft.Precision;
import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which runtime to measure, with a text form that goes from process to process.
 *
 * @param kind the runtime
 * @param backend the backend of Weft; empty for others
 * @param precision the precision of Weft
 */
public record RuntimeChoice(Kind kind, String backend, Precision precision) {
  /** The runtimes there are. */
  public enum Kind {
    /** Weft, on one of its backends. */
    WEFT,
    /** ONNX Runtime. */
    ONNX_RUNTIME,
    /** DJL with its MXNet engine. */
    DJL
  }

  /** ONNX Runtime, one thread for each call. */
  public static final RuntimeChoice ONNX_RUNTIME =
      new RuntimeChoice(Kind.ONNX_RUNTIME, "", Precision.FP32);

  /** DJL with its MXNet engine. */
  public static final RuntimeChoice DJL = new RuntimeChoice(Kind.DJL, "", Precision.FP32);

  private static final String LIBMXNET_JAR = "mxnet-native-";
  private static final List<String> PROGRAM = List.of("classes", "weft-benchmarks-", "weft-api-");
  private static final List<String> WEFT_JARS =
      List.of("weft-native-support-", "weft-graph-", "weft-model-format-", "jackson-core-", "jna-");
  private static final List<String> MXNET_JARS = List.of("weft-backend-mxnet-jna-", LIBMXNET_JAR);
  private static final List<String> ONEDNN_JARS =
      List.of("weft-backend-onednn-", "dnnl-", "opencl-", "javacpp-");
  private static final List<String> ONNX_RUNTIME_JARS = List.of("onnxruntime-");
  private static final List<String> DJL_JARS =
      List.of("api-", "mxnet-engine-", "gson-", "commons-", "slf4j-", "jna-", LIBMXNET_JAR);

  /**
   * {@return Weft on a backend, in single precision}
   *
   * @param backend the backend's name
   */
  public static RuntimeChoice weft(String backend) {
    return new RuntimeChoice(Kind.WEFT, backend, Precision.FP32);
  }

  /**
   * {@return the choice that a text names}
   *
   * @param text what {@link #toString()} gave
   */
  public static RuntimeChoice parse(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    return new RuntimeChoice(
        Kind.valueOf(parts.get(0).toUpperCase(Locale.ROOT).replace('-', '_')),
        parts.get(1),
        Precision.valueOf(parts.get(2)));
  }

  /**
   * Opens a model in this runtime, in this process.
   *
   * @param files the model
   * @return the runtime; close it
   */
  public InferenceRuntime open(ModelFiles files) {
    return switch (kind) {
      case WEFT -> WeftRuntime.open(files, backend, precision);
      case ONNX_RUNTIME -> OnnxRuntime.open(files);
      case DJL -> DjlRuntime.open(files);
    };
  }

  /**
   * {@return what this runtime needs of the class path of this process, entry by entry} Whatever
   * else is on a class path is searched for classes and libraries, too, and would slow a start
   * down.
   */
  public List<String> classPath() {
    Set<String> wanted = new HashSet<>(PROGRAM);
    switch (kind) {
      case WEFT -> {
        wanted.addAll(WEFT_JARS);
        wanted.addAll(backend.equals("mxnet") ? MXNET_JARS : ONEDNN_JARS);
      }
      case ONNX_RUNTIME -> wanted.addAll(ONNX_RUNTIME_JARS);
      case DJL -> wanted.addAll(DJL_JARS);
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> wanted.stream().anyMatch(new File(entry).getName()::startsWith))
        .toList();
  }

  /** {@return a name for people, such as {@code Weft onednn FP32}} */
  public String label() {
    return switch (kind) {
      case WEFT -> "Weft " + backend + " " + precision;
      case ONNX_RUNTIME -> "ONNX Runtime";
      case DJL -> "DJL MXNet";
    };
  }

  /** Returns for example {@code weft:onednn:FP32}, which {@link #parse} reads. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ":" + backend + ":" + precision;
  }
}
