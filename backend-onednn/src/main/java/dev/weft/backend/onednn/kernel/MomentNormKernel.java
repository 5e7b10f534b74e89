package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;

/**
 * (x − mean) · gamma / √(variance + epsilon) + beta, with mean and variance along an axis. Inputs:
 * data, gamma, beta; outputs after the first: mean, √(variance + epsilon).
 *
 * @param span the data, seen from the axis
 * @param epsilon what is added to the variance
 * @param factorsPerRow whether gamma and beta have a number for each row along the axis, by turns,
 *     rather than one for each element of a row
 */
public record MomentNormKernel(AxisSpan span, double epsilon, boolean factorsPerRow)
    implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer from = inputs[0].floats();
    FloatBuffer gamma = inputs[1].floats();
    FloatBuffer beta = inputs[2].floats();
    FloatBuffer to = outputs[0].floats();
    int step = span.after();
    int factors = inputs[1].count();
    for (int row = 0; row < span.before() * step; row++) {
      int first = row / step * span.size() * step + row % step;
      double sum = 0;
      for (int i = 0; i < span.size(); i++) {
        sum += from.get(first + i * step);
      }
      double mean = sum / span.size();
      double squares = 0;
      for (int i = 0; i < span.size(); i++) {
        double distance = from.get(first + i * step) - mean;
        squares += distance * distance;
      }
      double deviation = Math.sqrt(squares / span.size() + epsilon);
      for (int i = 0; i < span.size(); i++) {
        int factor = factorsPerRow ? row % factors : i;
        double normal = (from.get(first + i * step) - mean) / deviation;
        to.put(first + i * step, (float) (normal * gamma.get(factor) + beta.get(factor)));
      }
      if (outputs.length > 1) {
        outputs[1].floats().put(row, (float) mean);
        outputs[2].floats().put(row, (float) deviation);
      }
    }
  }
}
