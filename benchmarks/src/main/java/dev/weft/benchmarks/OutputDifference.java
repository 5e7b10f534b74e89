package dev.weft.benchmarks;

/** How far the outputs of two runtimes are apart: what they answer is compared before anything. */
final class OutputDifference {
  /** What rounding and the order of sums account for in single precision. */
  static final double LIMIT = 1e-4;

  private OutputDifference() {}

  /** {@return the greatest difference, relative to the greatest expected value} */
  static double relative(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "one output has " + actual.length + " values, expected " + expected.length);
    }
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      double distance = Math.abs((double) expected[i] - actual[i]);
      difference = distance <= difference ? difference : distance;
    }
    return difference / greatest;
  }

  /**
   * Holds an output against another one.
   *
   * @param runtime whose output it is
   * @return the relative difference
   * @throws IllegalStateException if it is above {@link #LIMIT}
   */
  static double require(String runtime, float[] expected, float[] actual) {
    double difference = relative(expected, actual);
    if (!(difference <= LIMIT)) {
      throw new IllegalStateException(
          "the output of "
              + runtime
              + " differs by "
              + difference
              + " of the greatest value, expected at most "
              + LIMIT);
    }
    return difference;
  }
}
