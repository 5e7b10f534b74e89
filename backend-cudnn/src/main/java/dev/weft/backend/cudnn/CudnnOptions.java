package dev.weft.backend.cudnn;

import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.backend.cudnn.handle.Wait;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this backend reads of the options, checked.
 *
 * @param device one GPU or all
 * @param precision the number format of the computation
 * @param planCount how many plans a model keeps on each GPU
 * @param planBytes how much memory they may hold
 * @param memoryBytes how much memory of each GPU the model may use
 * @param tf32 whether products of single-precision numbers may round their factors to TF32
 * @param tune whether algorithms are measured
 * @param graphs whether calls replay recorded CUDA graphs
 * @param waiting how calls wait for a GPU
 */
record CudnnOptions(
    Device device,
    Precision precision,
    int planCount,
    long planBytes,
    long memoryBytes,
    boolean tf32,
    boolean tune,
    boolean graphs,
    Wait waiting) {
  static final String NAME = "cudnn";
  static final String LIBRARIES = "cudnn.libraries";

  private static final String PLANS = "cudnn.plans";
  private static final String PLAN_BYTES = "cudnn.planBytes";
  private static final String MEMORY_BYTES = "cudnn.memoryBytes";
  private static final String TF32 = "cudnn.tf32";
  private static final String TUNE = "cudnn.tune";
  private static final String GRAPHS = "cudnn.graphs";
  private static final String WAIT = "cudnn.wait";
  private static final int DEFAULT_PLANS = 32;
  private static final long DEFAULT_PLAN_BYTES = 4L << 30;
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              LIBRARIES, "folders of the libraries of CUDA and cuDNN, separated as paths are",
              PLANS, "how many input shapes a model keeps plans for on each GPU, 32 by default",
              PLAN_BYTES, "how many bytes these plans may hold, 4294967296 by default",
              MEMORY_BYTES, "how many bytes of each GPU the model may use, all by default",
              TF32, "true if factors may be rounded to TF32, false by default",
              TUNE, "true if convolution algorithms are measured, false by default",
              GRAPHS, "false if calls are not recorded as CUDA graphs, true by default",
              WAIT, "spin if waiting calls keep a processor busy, block by default"));

  static CudnnOptions of(PredictorOptions options) {
    for (String option : options.backendOptions().keySet()) {
      if (option.startsWith(NAME + ".") && !KNOWN.containsKey(option)) {
        throw new IllegalArgumentException(
            "unknown backend option '" + option + "', expected one of " + KNOWN);
      }
    }
    Device device = options.device().orElse(Device.gpu(0));
    return new CudnnOptions(
        device,
        options.precision().orElse(Precision.FP32),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, number(options, PLANS, DEFAULT_PLANS))),
        number(options, PLAN_BYTES, DEFAULT_PLAN_BYTES),
        number(options, MEMORY_BYTES, Long.MAX_VALUE),
        truth(options, TF32, false),
        truth(options, TUNE, false),
        truth(options, GRAPHS, true),
        waiting(options));
  }

  private static Wait waiting(PredictorOptions options) {
    String text = options.backendOptions().getOrDefault(WAIT, "block");
    return switch (text.strip()) {
      case "block" -> Wait.BLOCK;
      case "spin" -> Wait.SPIN;
      default ->
          throw new IllegalArgumentException(
              "option " + WAIT + " is '" + text + "', expected block or spin");
    };
  }

  private static boolean truth(PredictorOptions options, String name, boolean otherwise) {
    String text = options.backendOptions().get(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "option " + name + " is '" + text + "', expected true or false");
    };
  }

  private static long number(PredictorOptions options, String name, long otherwise) {
    String text = options.backendOptions().get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + " is '" + text + "', expected a whole number of at least 1", e);
    }
    throw new IllegalArgumentException(
        "option " + name + " is '" + text + "', expected a whole number of at least 1");
  }
}
