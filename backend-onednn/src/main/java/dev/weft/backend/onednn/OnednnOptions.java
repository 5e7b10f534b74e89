package dev.weft.backend.onednn;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this backend reads of the options, checked.
 *
 * @param precision the number format of the computation
 * @param planCount how many plans a model keeps
 * @param planBytes how much memory they may hold
 */
record OnednnOptions(Precision precision, int planCount, long planBytes) {
  static final String NAME = "onednn";

  private static final String PLANS = "onednn.plans";
  private static final String PLAN_BYTES = "onednn.planBytes";
  private static final int DEFAULT_PLANS = 32;
  private static final long DEFAULT_PLAN_BYTES = 256L << 20;
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              PLANS, "how many input shapes a model keeps plans for, 32 by default",
              PLAN_BYTES, "how many bytes these plans may hold, 268435456 by default"));

  static OnednnOptions of(PredictorOptions options) {
    for (String option : options.backendOptions().keySet()) {
      if (option.startsWith(NAME + ".") && !KNOWN.containsKey(option)) {
        throw new IllegalArgumentException(
            "unknown backend option '" + option + "', expected one of " + KNOWN);
      }
    }
    Device device = options.device().orElse(Device.cpu());
    if (device.kind() != Device.Kind.CPU) {
      throw new BackendUnavailableException(
          "backend 'onednn' computes on the CPU, not on " + device,
          "leave the device out, or choose a backend for GPUs",
          null);
    }
    return new OnednnOptions(
        options.precision().orElse(Precision.FP32),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, number(options, PLANS, DEFAULT_PLANS))),
        number(options, PLAN_BYTES, DEFAULT_PLAN_BYTES));
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
