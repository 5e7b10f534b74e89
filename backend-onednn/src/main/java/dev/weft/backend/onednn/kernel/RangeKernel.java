package dev.weft.backend.onednn.kernel;

import dev.weft.backend.onednn.handle.ElementType;

/**
 * Evenly spaced numbers, each several times in turn, computed in the type of the elements.
 *
 * @param start the first number
 * @param step the distance of neighbours
 * @param repeat how many times each number is there
 */
public record RangeKernel(double start, double step, long repeat) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements to = outputs[0];
    int count = to.count();
    boolean integers = to.type() != ElementType.F32 && to.type() != ElementType.F64;
    for (int i = 0; i < count; i++) {
      long index = i / repeat;
      if (integers) {
        to.setLong(i, (long) start + index * (long) step);
      } else if (to.type() == ElementType.F32) {
        to.floats().put(i, (float) start + index * (float) step);
      } else {
        to.set(i, start + index * step);
      }
    }
  }
}
