package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weft.Tensor;
import java.util.Arrays;
import java.util.List;

/** Comparison of the outputs of two calls. */
final class Answers {

  private Answers() {}

  /** Requires outputs of the same bits. */
  static void same(List<Tensor> expected, List<Tensor> actual) {
    assertEquals(expected.size(), actual.size(), "number of outputs");
    for (int i = 0; i < expected.size(); i++) {
      same("output " + i, expected.get(i), actual.get(i));
    }
  }

  /** Whether outputs are of the same bits. */
  static boolean areSame(List<Tensor> one, List<Tensor> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (firstDifference(one.get(i), other.get(i)) != -1) {
        return false;
      }
    }
    return true;
  }

  private static void same(String what, Tensor expected, Tensor actual) {
    assertEquals(expected.dataType(), actual.dataType(), what);
    assertEquals(expected.shape(), actual.shape(), what);
    int index = firstDifference(expected, actual);
    if (index >= 0) {
      fail(
          what
              + "["
              + index
              + "] of "
              + actual
              + " is "
              + actual.toDoubleArray()[index]
              + ", expected the bits of "
              + expected.toDoubleArray()[index]);
    }
  }

  /** Returns −1 if there is none, −2 if type or shape differ. */
  private static int firstDifference(Tensor one, Tensor other) {
    if (one.dataType() != other.dataType() || !one.shape().equals(other.shape())) {
      return -2;
    }
    if (one.dataType().isFloatingPoint()) {
      // Every 16-bit and 32-bit floating-point number is a double of its own, −0 among them.
      return Arrays.mismatch(one.toDoubleArray(), other.toDoubleArray());
    }
    return Arrays.mismatch(one.toLongArray(), other.toLongArray());
  }

  /**
   * Requires outputs whose elements differ by no more than the tolerance times the largest element
   * of the output, and returns the largest such ratio.
   */
  static double close(List<Tensor> expected, List<Tensor> actual, double tolerance) {
    assertEquals(expected.size(), actual.size(), "number of outputs");
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).shape(), actual.get(i).shape(), "output " + i);
      worst =
          Math.max(
              worst, difference(expected.get(i).toDoubleArray(), actual.get(i).toDoubleArray()));
    }
    double ratio = worst;
    assertTrue(ratio <= tolerance, () -> "relative difference " + ratio + ", limit " + tolerance);
    return ratio;
  }

  private static double difference(double[] expected, double[] actual) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double distance = Math.abs(expected[i] - actual[i]);
      worst = distance <= worst ? worst : distance;
    }
    return worst == 0 ? 0 : worst / scale;
  }

  /** Requires every element to be a finite number. */
  static void finite(List<Tensor> answer) {
    for (Tensor output : answer) {
      double[] values = output.toDoubleArray();
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        int index = i;
        assertTrue(Double.isFinite(value), () -> output + "[" + index + "] is " + value);
      }
    }
  }
}
