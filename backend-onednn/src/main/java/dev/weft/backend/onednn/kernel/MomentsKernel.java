package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;

/** Mean and variance along any axes; those of whole numbers are around what remains of the mean. */
public final class MomentsKernel implements Kernel {
  private final StridedRuns runs;

  /**
   * Makes a kernel.
   *
   * @param data the shape of the data
   * @param reduced for each axis whether it is reduced
   */
  public MomentsKernel(Shape data, boolean... reduced) {
    this.runs = StridedRuns.of(data, reduced);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int columns = runs.endsReduced() ? 1 : runs.length();
    for (int i = 0; i < outputs[0].count(); i++) {
      int base = runs.keptOffset(i / columns) + i % columns;
      double mean = sum(inputs[0], base, 0, 1) / runs.reducedElements();
      outputs[0].set(i, mean);
      double centre = outputs[0].type() == ElementType.F32 ? mean : outputs[0].get(i);
      outputs[1].set(i, sum(inputs[0], base, centre, 2) / runs.reducedElements());
    }
  }

  /** Returns the sum of distances from a centre, or of their squares. */
  private double sum(Elements data, int base, double centre, int power) {
    int neighbours = runs.endsReduced() ? runs.length() : 1;
    double sum = 0;
    for (int j = 0; j < runs.reducedCount(); j++) {
      int first = base + runs.reducedOffset(j);
      for (int k = first; k < first + neighbours; k++) {
        double distance = data.get(k) - centre;
        sum += power == 2 ? distance * distance : distance;
      }
    }
    return sum;
  }
}
