package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares answers of single precision. */
final class Closeness {
  private static final double TOLERANCE = 1e-5;

  private Closeness() {}

  /** Asserts that no number is off by more than a hundred-thousandth of the greatest one. */
  static void assertClose(double[] wanted, double[] found) {
    assertEquals(wanted.length, found.length);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs(wanted[i]));
      difference = Math.max(difference, Math.abs(wanted[i] - found[i]));
    }
    assertTrue(difference <= TOLERANCE * largest, difference + " of " + largest);
  }
}
