package dev.weft.samples.measure;

import java.util.Arrays;
import java.util.Locale;

/** How long calls took, for percentiles; immutable. */
public final class Latencies {
  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  /**
   * {@return the latencies given}
   *
   * @param nanos at least one, in any order; copied
   * @throws IllegalArgumentException if there is none
   */
  public static Latencies of(long... nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no latencies, expected at least one");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /**
   * {@return the smallest latency that at least {@code percent} per cent of the calls did not
   * exceed (the nearest-rank percentile)}
   *
   * @param percent above 0, at most 100
   * @throws IllegalArgumentException if {@code percent} is out of range
   */
  public long percentileNanos(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "percentile " + percent + ", expected above 0, at most 100");
    }
    int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
    return sortedNanos[Math.max(rank, 1) - 1];
  }

  /**
   * {@return a time as for example {@code 1.23 ms}}
   *
   * @param nanos the time
   */
  public static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 100_000 ? "%.3f ms" : "%.2f ms", nanos / 1e6);
  }

  /** Returns the median and the 99th percentile, as text. */
  @Override
  public String toString() {
    return "p50 " + millis(percentileNanos(50)) + ", p99 " + millis(percentileNanos(99));
  }
}
