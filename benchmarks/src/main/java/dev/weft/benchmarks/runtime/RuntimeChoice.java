package dev.weft.benchmarks.runtime;

import dev.weft.Precision;
import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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

  private static final String ONNX_RUNTIME_JAR = "onnxruntime-";
  private static final List<String> DJL_JARS = List.of("api-", "mxnet-engine-");
  private static final String LIBMXNET_JAR = "mxnet-native-";
  private static final List<String> ONEDNN_JARS = List.of("dnnl-", "opencl-", "javacpp-");

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

  /** {@return the class path of this process without the artifacts of other runtimes} */
  public String classPath() {
    Set<String> foreign = new HashSet<>(DJL_JARS);
    foreign.addAll(ONEDNN_JARS);
    foreign.addAll(List.of(ONNX_RUNTIME_JAR, LIBMXNET_JAR));
    switch (kind) {
      case WEFT -> {
        if (backend.equals("mxnet")) {
          foreign.remove(LIBMXNET_JAR);
        } else {
          ONEDNN_JARS.forEach(foreign::remove);
        }
      }
      case ONNX_RUNTIME -> foreign.remove(ONNX_RUNTIME_JAR);
      case DJL -> {
        DJL_JARS.forEach(foreign::remove);
        foreign.remove(LIBMXNET_JAR);
      }
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> foreign.stream().noneMatch(new File(entry).getName()::startsWith))
        .collect(Collectors.joining(File.pathSeparator));
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
