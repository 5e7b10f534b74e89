package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Elements divided by √(sum of squares along an axis + epsilon).
 *
 * @param span the data, seen from the axis
 * @param epsilon what is added to the sum
 */
public record L2NormKernel(AxisSpan span, double epsilon) implements Kernel {
  private static final int BLOCK = 64;

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer from = inputs[0].floats();
    FloatBuffer to = outputs[0].floats();
    double[] sums = new double[Math.min(BLOCK, span.after())];
    for (int outer = 0; outer < span.before(); outer++) {
      for (int inner = 0; inner < span.after(); inner += BLOCK) {
        int width = Math.min(BLOCK, span.after() - inner);
        normalize(from, to, outer * span.size() * span.after() + inner, width, sums);
      }
    }
  }

  /** Normalises neighbouring columns together, so that memory is read in order. */
  private void normalize(FloatBuffer from, FloatBuffer to, int first, int width, double[] sums) {
    Arrays.fill(sums, epsilon);
    for (int i = 0; i < span.size(); i++) {
      int row = first + i * span.after();
      for (int j = 0; j < width; j++) {
        double value = from.get(row + j);
        sums[j] += value * value;
      }
    }
    for (int j = 0; j < width; j++) {
      sums[j] = 1 / Math.sqrt(sums[j]);
    }
    for (int i = 0; i < span.size(); i++) {
      int row = first + i * span.after();
      for (int j = 0; j < width; j++) {
        to.put(row + j, (float) (from.get(row + j) * sums[j]));
      }
    }
  }
}
