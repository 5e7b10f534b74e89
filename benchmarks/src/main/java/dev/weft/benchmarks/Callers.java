package dev.weft.benchmarks;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that call one predictor for a while. */
final class Callers {
  private Callers() {}

  /**
   * {@return how many calls all threads together finished per second}
   *
   * @param predictor what they call
   * @param input the input of every call
   * @param threads how many threads call
   * @param seconds for how long
   */
  static double callsPerSecond(
      ThreadSafePredictor predictor, Tensor input, int threads, double seconds)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> callUntil(predictor, input, end)));
      }
      long calls = 0;
      for (Future<Long> count : counts) {
        calls += count.get();
      }
      return calls / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdown();
    }
  }

  private static long callUntil(ThreadSafePredictor predictor, Tensor input, long end) {
    long calls = 0;
    while (System.nanoTime() < end) {
      List<Tensor> unusedResult = predictor.predict(input);
      calls++;
    }
    return calls;
  }
}
