package dev.weft.backend.cudnn;

import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.backend.cudnn.handle.Wait;
import dev.weft.nativesupport.predict.BackendOptions;
import java.util.Map;

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
      Map.of(
          LIBRARIES, "folders of the libraries of CUDA and cuDNN, separated as paths are",
          PLANS, "how many input shapes a model keeps plans for on each GPU, 32 by default",
          PLAN_BYTES, "how many bytes these plans may hold, 4294967296 by default",
          MEMORY_BYTES, "how many bytes of each GPU the model may use, all by default",
          TF32, "true if factors may be rounded to TF32, false by default",
          TUNE, "true if convolution algorithms are measured, false by default",
          GRAPHS, "false if calls are not recorded as CUDA graphs, true by default",
          WAIT, "spin if waiting calls keep a processor busy, block by default");

  static CudnnOptions of(PredictorOptions options) {
    BackendOptions own = BackendOptions.of(NAME, KNOWN, options);
    Device device = options.device().orElse(Device.gpu(0));
    return new CudnnOptions(
        device,
        options.precision().orElse(Precision.FP32),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, own.positive(PLANS, DEFAULT_PLANS))),
        own.positive(PLAN_BYTES, DEFAULT_PLAN_BYTES),
        own.positive(MEMORY_BYTES, Long.MAX_VALUE),
        own.flag(TF32, false),
        own.flag(TUNE, false),
        own.flag(GRAPHS, true),
        waiting(own));
  }

  private static Wait waiting(BackendOptions options) {
    String text = options.text(WAIT).orElse("block");
    return switch (text.strip()) {
      case "block" -> Wait.BLOCK;
      case "spin" -> Wait.SPIN;
      default ->
          throw new IllegalArgumentException(
              "option " + WAIT + " is '" + text + "', expected block or spin");
    };
  }
}
