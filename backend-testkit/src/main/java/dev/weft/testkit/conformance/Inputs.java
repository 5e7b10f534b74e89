package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.util.Arrays;
import java.util.Random;

/** Inputs that are the same in every run. */
final class Inputs {

  private Inputs() {}

  /** Values of the standard normal distribution, times a scale. */
  static Tensor normal(long seed, double scale, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return Tensor.of(values, shape);
  }

  static Tensor normal(long seed, long... shape) {
    return normal(seed, 1, shape);
  }

  /** Whole numbers from 0 to 255, as of an image. */
  static Tensor pixels(long seed, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return Tensor.of(values, shape);
  }

  private static int size(long[] shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }
}
