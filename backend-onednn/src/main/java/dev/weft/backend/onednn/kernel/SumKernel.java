package dev.weft.backend.onednn.kernel;

import dev.weft.backend.onednn.handle.ElementType;

/** The sum of any number of values of one shape, of whole numbers or of double precision. */
public final class SumKernel implements Kernel {
  /** Makes a kernel. */
  public SumKernel() {}

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    boolean integers = outputs[0].type() != ElementType.F64;
    for (int i = 0; i < count; i++) {
      if (integers) {
        long sum = 0;
        for (Elements input : inputs) {
          sum += input.getLong(i);
        }
        outputs[0].setLong(i, sum);
      } else {
        double sum = 0;
        for (Elements input : inputs) {
          sum += input.get(i);
        }
        outputs[0].set(i, sum);
      }
    }
  }
}
