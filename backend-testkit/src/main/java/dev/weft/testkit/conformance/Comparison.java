package dev.weft.testkit.conformance;

import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.operators.OperatorCase;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * Holds the outputs of one case against right ones. The message of a failure names operator,
 * attributes, shapes, and the first element that differs.
 *
 * @param subject the case
 * @param tolerance how far an output may be from the right one, relative to its largest element
 */
record Comparison(OperatorCase subject, double tolerance) {

  /** With the tolerance of the case. */
  static Comparison of(OperatorCase subject) {
    return new Comparison(subject, subject.tolerance());
  }

  /** Requires equal elements. */
  static Comparison exact(OperatorCase subject) {
    return new Comparison(subject, 0);
  }

  /** Returns the largest difference, relative to the largest element of its output. */
  double require(List<Tensor> expected, List<Tensor> actual) {
    if (expected.size() != actual.size()) {
      throw failure("has " + actual.size() + " outputs, expected " + expected.size());
    }
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      worst = Math.max(worst, require("output " + i, expected.get(i), actual.get(i)));
    }
    return worst;
  }

  private double require(String output, Tensor expected, Tensor actual) {
    if (expected.dataType() != actual.dataType() || !expected.shape().equals(actual.shape())) {
      throw failure(output + " is " + actual + ", expected " + expected);
    }
    double[] right = expected.toDoubleArray();
    double[] found = actual.toDoubleArray();
    double scale = largestFinite(right);
    double worst = 0;
    int firstWrong = -1;
    int wrong = 0;
    for (int i = 0; i < right.length; i++) {
      double difference = difference(right[i], found[i], scale);
      worst = Math.max(worst, difference);
      if (!(difference <= tolerance)) {
        firstWrong = firstWrong < 0 ? i : firstWrong;
        wrong++;
      }
    }
    if (wrong > 0) {
      throw failure(
          output
              + place(expected.shape(), firstWrong)
              + " is "
              + found[firstWrong]
              + ", expected "
              + right[firstWrong]
              + "; "
              + wrong
              + " of "
              + right.length
              + " elements differ, by "
              + worst
              + " of the largest, "
              + scale
              + ", at most; limit "
              + tolerance);
    }
    return worst;
  }

  /** Equal elements, NaN and infinities among them, do not differ. */
  private static double difference(double right, double found, double scale) {
    if (right == found || (Double.isNaN(right) && Double.isNaN(found))) {
      return 0;
    }
    double difference = Math.abs(right - found) / scale;
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  private static double largestFinite(double[] values) {
    double largest = 0;
    for (double value : values) {
      double magnitude = Math.abs(value);
      largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
    }
    return largest;
  }

  /** Returns for example {@code [0, 2, 1]}. */
  private static String place(Shape shape, int index) {
    long[] dimensions = shape.dimensions();
    StringBuilder place = new StringBuilder("]");
    long rest = index;
    for (int i = dimensions.length - 1; i >= 0; i--) {
      place.insert(0, (i == 0 ? "" : ", ") + rest % dimensions[i]);
      rest /= dimensions[i];
    }
    return "[" + place;
  }

  private AssertionError failure(String text) {
    return new AssertionFailedError(
        subject + ": " + text + (subject.note().isEmpty() ? "" : " (" + subject.note() + ")"));
  }
}
