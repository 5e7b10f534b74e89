package dev.weft.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * The ratios of two figures that were measured in turns, round by round, so that a change of the
 * machine's load meets both of a round.
 */
final class Ratios {
  private final double[] sorted;

  private Ratios(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * {@return the ratios of one figure to another}
   *
   * @param one a figure of each round
   * @param other the other figure of the same rounds
   */
  static Ratios of(double[] one, double[] other) {
    double[] ratios = new double[one.length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = one[round] / other[round];
    }
    Arrays.sort(ratios);
    return new Ratios(ratios);
  }

  /** Returns the median and the quartiles, for people. */
  @Override
  public String toString() {
    int rounds = sorted.length;
    return String.format(
        Locale.ROOT,
        "%.3f, quartiles %.3f to %.3f",
        Median.of(sorted),
        sorted[rounds / 4],
        sorted[rounds * 3 / 4]);
  }
}
