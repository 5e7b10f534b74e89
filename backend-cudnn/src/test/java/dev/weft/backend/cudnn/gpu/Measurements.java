package dev.weft.backend.cudnn.gpu;

import dev.weft.Precision;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.Gpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long calls take and how many images a second are computed, as rows of a table. */
final class Measurements {
  private final Verdicts out;
  private final List<String> networks;
  private final List<Integer> batches;
  private final List<Integer> callerCounts;
  private final double seconds;

  Measurements(
      Verdicts out,
      List<String> networks,
      List<Integer> batches,
      List<Integer> callerCounts,
      double seconds) {
    this.out = out;
    this.networks = networks;
    this.batches = batches;
    this.callerCounts = callerCounts;
    this.seconds = seconds;
  }

  void run() throws Exception {
    out.print(
        "| network | precision | batch | callers | p50 ms | p99 ms | images/s | MiB a context |");
    out.print("|---|---|---:|---:|---:|---:|---:|---:|");
    for (String name : networks) {
      ZooModel model = ZooModel.named(name);
      for (Precision precision : Precision.values()) {
        for (int batch : batches) {
          rows(model, precision, batch);
        }
      }
    }
  }

  private void rows(ZooModel model, Precision precision, int batch) throws Exception {
    Gpu gpu = Cuda.gpus().get(0);
    Tensor input = model.images(batch, 1);
    for (int callers : callerCounts) {
      int contexts = Math.min(callers, 8);
      try (ThreadSafePredictor predictor =
          ThreadSafePredictor.open(model.source(), NetworkChecks.options(precision, contexts))) {
        predictor.predict(input);
        long before = gpu.freeBytes();
        double[] unusedWarmUp = call(predictor, input, callers, seconds / 4);
        long perContext = contexts == 1 ? 0 : (before - gpu.freeBytes()) / (contexts - 1);
        long start = System.nanoTime();
        double[] times = call(predictor, input, callers, seconds);
        double elapsed = (System.nanoTime() - start) / 1e9;
        Arrays.sort(times);
        out.print(
            "| %s | %s | %d | %d | %.2f | %.2f | %.0f | %s |",
            model.name(),
            precision,
            batch,
            callers,
            times[times.length / 2] / 1e6,
            times[Math.min(times.length - 1, times.length * 99 / 100)] / 1e6,
            times.length * (double) batch / elapsed,
            contexts == 1 ? "" : Long.toString(perContext >> 20));
      }
    }
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
