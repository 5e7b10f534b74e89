package dev.weft.backend.onednn;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.nativesupport.predict.BackendOptions;
import java.util.Map;

/**
 * What this backend reads of the options, checked.
 *
 * @param precision the number format of the computation
 * @param planCount how many plans a model keeps
 * @param planBytes how much memory they may hold
 * @param winograd whether convolutions may be computed by Winograd's algorithm
 */
record OnednnOptions(Precision precision, int planCount, long planBytes, boolean winograd) {
  static final String NAME = "onednn";

  private static final String PLANS = "onednn.plans";
  private static final String PLAN_BYTES = "onednn.planBytes";
  private static final String WINOGRAD = "onednn.winograd";
  private static final int DEFAULT_PLANS = 32;
  private static final long DEFAULT_PLAN_BYTES = 256L << 20;
  private static final Map<String, String> KNOWN =
      Map.of(
          PLANS, "how many input shapes a model keeps plans for, 32 by default",
          PLAN_BYTES, "how many bytes these plans may hold, 268435456 by default",
          WINOGRAD,
              "whether convolutions may be computed by Winograd's algorithm, true by default");

  static OnednnOptions of(PredictorOptions options) {
    BackendOptions own = BackendOptions.of(NAME, KNOWN, options);
    Device device = options.device().orElse(Device.cpu());
    if (device.kind() != Device.Kind.CPU) {
      throw new BackendUnavailableException(
          "backend 'onednn' computes on the CPU, not on " + device,
          "leave the device out, or choose a backend for GPUs",
          null);
    }
    return new OnednnOptions(
        options.precision().orElse(Precision.FP32),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, own.positive(PLANS, DEFAULT_PLANS))),
        own.positive(PLAN_BYTES, DEFAULT_PLAN_BYTES),
        own.flag(WINOGRAD, true));
  }
}
