package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;

/**
 * Makes rows of a softmax not a number where they held infinity or what is not a number. Of these,
 * oneDNN makes 0 and what is not a number, in places that depend on the processor. Works in place:
 * its input is its output.
 *
 * <p>The softmax of a row that is defined has an element above 0, and most often that is the first
 * one: few elements are read.
 *
 * @param span the result, seen from the axis
 * @param log whether the result is the logarithm of a softmax
 */
public record UndefinedRowsKernel(AxisSpan span, boolean log) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer elements = outputs[0].floats();
    float nothing = log ? Float.NEGATIVE_INFINITY : 0;
    int step = span.after();
    int block = span.size() * step;
    for (int start = 0; start < span.before() * block; start += block) {
      for (int first = start; first < start + step; first++) {
        if (!(elements.get(first) > nothing) && !isDefined(elements, first, block, nothing)) {
          for (int i = first; i < first + block; i += step) {
            elements.put(i, Float.NaN);
          }
        }
      }
    }
  }

  private boolean isDefined(FloatBuffer elements, int first, int block, float nothing) {
    for (int i = first; i < first + block; i += span.after()) {
      if (elements.get(i) > nothing) {
        return true;
      }
    }
    return false;
  }
}
