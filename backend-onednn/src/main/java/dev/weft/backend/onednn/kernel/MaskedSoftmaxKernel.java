package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;

/**
 * Softmax over the first elements of each row along an axis; the others are 0. Inputs: data, and
 * the number of elements that count in each row.
 *
 * @param span the data, seen from the axis
 * @param factor what data are multiplied with
 * @param log whether the logarithm of the result is wanted
 */
public record MaskedSoftmaxKernel(AxisSpan span, double factor, boolean log) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer from = inputs[0].floats();
    FloatBuffer to = outputs[0].floats();
    int step = span.after();
    for (int row = 0; row < span.before() * step; row++) {
      int first = row / step * span.size() * step + row % step;
      int count = (int) Math.max(0, Math.min(span.size(), inputs[1].getLong(row)));
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        greatest = Math.max(greatest, factor * from.get(first + i * step));
      }
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += Math.exp(factor * from.get(first + i * step) - greatest);
      }
      for (int i = 0; i < span.size(); i++) {
        double shifted = i < count ? factor * from.get(first + i * step) - greatest : 0;
        double result = log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
        to.put(first + i * step, i < count ? (float) result : 0);
      }
    }
  }
}
