package dev.weft.samples.image;

/** The neighbours that make up one resized value. */
final class Taps {
  private final int first;
  private final double[] weights;

  /** Makes the neighbours from {@code first} on; the sum of their weights is 1. */
  Taps(int first, double[] weights) {
    this.first = first;
    this.weights = weights;
  }

  double sum(float[] values, int offset, int stride) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[offset + (first + i) * stride];
    }
    return sum;
  }

  double sum(double[] values, int offset, int stride) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[offset + (first + i) * stride];
    }
    return sum;
  }
}
