package dev.weft.backend.onednn;

import dev.weft.BackendUnavailableException;
import dev.weft.Precision;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.backend.onednn.handle.OpenMp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The native library, loaded once for the process and never unloaded. */
final class OnednnRuntime {
  static final String FIX =
      "add org.bytedeco:dnnl, org.bytedeco:opencl and org.bytedeco:javacpp, each also with the classifier"
          + " of this platform, such as linux-x86_64, to the class path, or to the module path with"
          + " --add-modules of their modules; net.java.dev.jna:jna-jpms has to be there, too";

  /** What a reason names where the libraries are there: a file of one, or trouble with files. */
  private static final String UNPACKED = "IOException|\\.(so|dylib|dll|tmp)\\b";

  private static final String FIX_OF_ACCESS =
      "start with --enable-native-access=com.sun.jna,org.bytedeco.javacpp,org.bytedeco.dnnl,org.bytedeco.opencl"
          + " (ALL-UNNAMED on the class path)";

  private static final String FIX_OF_UNPACKING =
      "name directories that can be written, have room for 100 MB and may hold executable files by the system"
          + " properties org.bytedeco.javacpp.cachedir and jna.tmpdir";

  private static volatile boolean started;

  private OnednnRuntime() {}

  /** Returns whether {@link #start} has succeeded. */
  static boolean isStarted() {
    return started;
  }

  /**
   * Loads the library.
   *
   * @throws BackendUnavailableException if it cannot be loaded
   */
  static Engine start() {
    Engine engine = startEngine();
    startOpenMp();
    return engine;
  }

  /** Loads oneDNN alone, with which parameters can be stored. */
  static Engine startEngine() {
    try {
      return Engine.get();
    } catch (LinkageError e) {
      throw unavailable(e);
    }
  }

  /** Finds OpenMP in the library, without which nothing can be computed. */
  static void startOpenMp() {
    try {
      OpenMp.load();
      started = true;
    } catch (LinkageError e) {
      throw unavailable(e);
    }
  }

  private static BackendUnavailableException unavailable(LinkageError failure) {
    String reason = rootOf(failure).toString();
    return new BackendUnavailableException(
        "oneDNN cannot be loaded: " + reason, fixOf(reason), failure);
  }

  /**
   * Returns what to do. The reason is text also where it was an exception once: a class that could
   * not be initialized keeps no more for those who ask again.
   */
  private static String fixOf(String reason) {
    if (reason.contains("IllegalCallerException")) {
      return FIX_OF_ACCESS;
    }
    return Pattern.compile(UNPACKED).matcher(reason).find() ? FIX_OF_UNPACKING : FIX;
  }

  /**
   * Returns the type of activations for a precision.
   *
   * @throws BackendUnavailableException if the processor has no instructions for it
   */
  static ElementType activations(Engine engine, Precision precision) {
    boolean has =
        switch (precision) {
          case FP32 -> true;
          case BF16 -> engine.isa().hasBf16();
          case FP16 -> engine.isa().hasFp16();
        };
    if (!has) {
      throw new BackendUnavailableException(
          "this processor has no "
              + precision
              + " arithmetic worth having: oneDNN uses "
              + engine.isa()
              + " here",
          "choose another precision; FP32 runs everywhere",
          null);
    }
    return switch (precision) {
      case FP32 -> ElementType.F32;
      case BF16 -> ElementType.BF16;
      case FP16 -> ElementType.F16;
    };
  }

  static Map<String, String> details(Engine engine) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("library", engine.library());
    details.put("version", engine.version());
    details.put("instruction set", engine.isa().toString());
    details.put(
        "precisions",
        "FP32" + (engine.isa().hasBf16() ? " BF16" : "") + (engine.isa().hasFp16() ? " FP16" : ""));
    details.putAll(OpenMp.describe());
    return details;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
