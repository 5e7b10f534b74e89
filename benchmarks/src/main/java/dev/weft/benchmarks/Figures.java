package dev.weft.benchmarks;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What {@link ModelsTable} measures of one model.
 *
 * @param one calls per second of one caller
 * @param two calls per second of two callers together
 * @param medianNanos median duration of a call of the one caller
 * @param bitEqual whether all answers of eight threads had the bits of the first
 */
record Figures(double one, double two, long medianNanos, boolean bitEqual) {
  private static final double WARM_UP_SECONDS = 1;
  private static final double SECONDS = 2;
  private static final int ROUNDS = 5;
  private static final int SHARING_THREADS = 8;

  /**
   * Measures. Rounds of one caller and of two alternate, so that a change of the machine's load
   * meets both; the rates are medians of the rounds.
   */
  static Figures measure(ThreadSafePredictor predictor, Tensor input)
      throws InterruptedException, ExecutionException {
    Callers.callsPerSecond(predictor, input, 2, WARM_UP_SECONDS);
    double[] one = new double[ROUNDS];
    double[] two = new double[ROUNDS];
    LongStream.Builder all = LongStream.builder();
    for (int round = 0; round < ROUNDS; round++) {
      long[] nanos = durations(predictor, input, SECONDS / ROUNDS);
      one[round] = nanos.length / (LongStream.of(nanos).sum() / 1e9);
      LongStream.of(nanos).forEach(all);
      two[round] = Callers.callsPerSecond(predictor, input, 2, SECONDS / ROUNDS);
    }
    long[] nanos = all.build().sorted().toArray();
    return new Figures(
        Median.of(one), Median.of(two), nanos[nanos.length / 2], agree(predictor, input));
  }

  /** Returns cells of a Markdown table, without the last bar. */
  String cells() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %s | %s ",
        rate(one),
        rate(two),
        two / one,
        duration(medianNanos),
        bitEqual ? "yes" : "**no**");
  }

  private static String rate(double callsPerSecond) {
    return String.format(Locale.ROOT, callsPerSecond < 100 ? "%.1f" : "%,.0f", callsPerSecond);
  }

  private static String duration(long nanos) {
    return nanos < 1_000_000
        ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private static long[] durations(ThreadSafePredictor predictor, Tensor input, double seconds) {
    LongStream.Builder nanos = LongStream.builder();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    while (start < end) {
      List<Tensor> unusedResult = predictor.predict(input);
      long now = System.nanoTime();
      nanos.add(now - start);
      start = now;
    }
    return nanos.build().toArray();
  }

  private static boolean agree(ThreadSafePredictor predictor, Tensor input)
      throws InterruptedException, ExecutionException {
    List<Tensor> first = predictor.predict(input);
    ExecutorService pool = Executors.newFixedThreadPool(SHARING_THREADS);
    try {
      long end = System.nanoTime() + (long) (SECONDS * 1e9);
      List<Future<Boolean>> threads = new ArrayList<>();
      for (int i = 0; i < SHARING_THREADS; i++) {
        threads.add(pool.submit(() -> agreeUntil(predictor, input, first, end)));
      }
      boolean agree = true;
      for (Future<Boolean> thread : threads) {
        agree &= thread.get();
      }
      return agree;
    } finally {
      pool.shutdown();
    }
  }

  private static boolean agreeUntil(
      ThreadSafePredictor predictor, Tensor input, List<Tensor> first, long end) {
    boolean agree = true;
    do {
      agree &= haveSameBits(first, predictor.predict(input));
    } while (agree && System.nanoTime() < end);
    return agree;
  }

  /** Every floating-point number of at most 64 bits is a double of its own, −0 among them. */
  private static boolean haveSameBits(List<Tensor> one, List<Tensor> other) {
    for (int i = 0; i < one.size(); i++) {
      Tensor a = one.get(i);
      Tensor b = other.get(i);
      boolean same =
          a.shape().equals(b.shape())
              && (a.dataType().isFloatingPoint()
                  ? Arrays.equals(a.toDoubleArray(), b.toDoubleArray())
                  : Arrays.equals(a.toLongArray(), b.toLongArray()));
      if (!same) {
        return false;
      }
    }
    return one.size() == other.size();
  }
}
