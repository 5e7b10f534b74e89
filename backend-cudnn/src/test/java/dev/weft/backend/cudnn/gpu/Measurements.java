package dev.weft.backend.cudnn.gpu;

import dev.weft.Model;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.Gpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long calls take and how many images a second are computed, as rows of a table, each printed
 * when it is known. What tells most comes first: one caller, then the most of them, for all
 * networks, and the numbers of callers between them afterwards.
 */
final class Measurements {
  /** The precisions, that which is used most first. */
  static final List<Precision> PRECISIONS = List.of(Precision.FP16, Precision.FP32, Precision.BF16);

  private static final int MOST_CONTEXTS = 8;

  private final Verdicts out;
  private final PeakRates peak;
  private final List<String> networks;
  private final List<Integer> batches;
  private final List<Integer> callerCounts;
  private final double seconds;
  private final TimeLimit limit;

  /**
   * Makes measurements.
   *
   * @param out where rows are printed
   * @param peak what the GPU reaches, if it was measured
   * @param networks the networks
   * @param batches images of a call
   * @param callerCounts numbers of threads
   * @param seconds how long each row takes
   * @param limit when no other row begins
   */
  Measurements(
      Verdicts out,
      PeakRates peak,
      List<String> networks,
      List<Integer> batches,
      List<Integer> callerCounts,
      double seconds,
      TimeLimit limit) {
    this.out = out;
    this.peak = peak;
    this.networks = networks;
    this.batches = batches;
    this.callerCounts = callerCounts;
    this.seconds = seconds;
    this.limit = limit;
  }

  /** Returns whether the first GPU computes in a precision. */
  static boolean isKnown(Precision precision) {
    return precision != Precision.BF16 || Cuda.gpus().get(0).hasBf16();
  }

  void run() {
    out.print(
        "| network | precision | batch | callers | p50 ms | p99 ms | images/s | of the peak"
            + " | MiB a context |");
    out.print("|---|---|---:|---:|---:|---:|---:|---:|---:|");
    int last = callerCounts.size() - 1;
    if (last < 1) {
      all(callerCounts);
      return;
    }
    all(List.of(callerCounts.get(0), callerCounts.get(last)));
    if (last > 1) {
      all(callerCounts.subList(1, last));
    }
  }

  private void all(List<Integer> callers) {
    for (String name : networks) {
      out.measure(name + " with " + callers + " callers", limit, () -> all(name, callers));
    }
  }

  private void all(String name, List<Integer> callers) {
    ZooModel network = ZooModel.named(name);
    for (Precision precision : PRECISIONS) {
      String rows = name + ", " + precision + " with " + callers + " callers";
      if (!isKnown(precision)) {
        out.skip(rows, "the GPU lacks it");
        continue;
      }
      out.measure(rows, limit, () -> all(network, precision, callers));
    }
  }

  private void all(ZooModel network, Precision precision, List<Integer> callers) {
    try (Model model =
        Model.load(network.source(), NetworkChecks.options(precision, MOST_CONTEXTS))) {
      for (int batch : batches) {
        for (int count : callers) {
          String row = network.name() + ", " + precision + ", batch " + batch + ", " + count;
          out.measure(row + " callers", limit, () -> row(network, model, batch, count));
        }
      }
    }
  }

  private void row(ZooModel network, Model model, int batch, int callers) throws Exception {
    Gpu gpu = Cuda.gpus().get(0);
    Tensor input = network.images(batch, 1);
    Precision precision = model.options().precision().orElseThrow();
    double flops = model.report(Map.of("data", input.shape())).compiled().flops();
    int contexts = Math.min(callers, MOST_CONTEXTS);
    PredictorOptions options = PredictorOptions.builder().concurrency(contexts).build();
    try (ThreadSafePredictor predictor = model.predictor(options)) {
      predictor.predict(input);
      long before = gpu.freeBytes();
      double[] unusedWarmUp = call(predictor, input, callers, seconds / 4);
      long perContext = contexts == 1 ? 0 : (before - gpu.freeBytes()) / (contexts - 1);
      long start = System.nanoTime();
      double[] times = call(predictor, input, callers, seconds);
      double callsPerSecond = times.length * 1e9 / (System.nanoTime() - start);
      Arrays.sort(times);
      out.print(
          "| %s | %s | %d | %d | %.2f | %.2f | %.0f | %s | %s |",
          network.name(),
          precision,
          batch,
          callers,
          times[times.length / 2] / 1e6,
          times[Math.min(times.length - 1, times.length * 99 / 100)] / 1e6,
          callsPerSecond * batch,
          peak.flopsPerSecond(precision)
              .map(most -> percent(callsPerSecond * flops / most))
              .orElse(""),
          contexts == 1 ? "" : Long.toString(perContext >> 20));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Returns the time of each call, in nanoseconds. */
  private static double[] call(
      ThreadSafePredictor predictor, Tensor input, int callers, double seconds) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      long end = System.nanoTime() + (long) (seconds * 1e9);
      List<Future<List<Double>>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        all.add(pool.submit(() -> callUntil(predictor, input, end)));
      }
      List<Double> times = new ArrayList<>();
      for (Future<List<Double>> one : all) {
        times.addAll(one.get());
      }
      return times.stream().mapToDouble(Double::doubleValue).toArray();
    } finally {
      pool.shutdown();
    }
  }

  private static List<Double> callUntil(ThreadSafePredictor predictor, Tensor input, long end) {
    List<Double> times = new ArrayList<>();
    do {
      long start = System.nanoTime();
      List<Tensor> unusedResult = predictor.predict(input);
      times.add((double) (System.nanoTime() - start));
    } while (System.nanoTime() < end);
    return times;
  }
}
