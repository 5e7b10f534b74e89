package dev.weft.backend.onednn.kernel;

/**
 * A value of which some slices are replaced; elements of any type.
 *
 * @param slice the number of elements of a slice
 * @param range the slices that there are
 */
public record IndexCopyKernel(int slice, IndexRange range) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      outputs[0].copy(i, inputs[0], i);
    }
    int replaced = inputs[1].count();
    for (int i = 0; i < replaced; i++) {
      int to = range.inRange(inputs[1].getLong(i)) * slice;
      for (int j = 0; j < slice; j++) {
        outputs[0].copy(to + j, inputs[2], i * slice + j);
      }
    }
  }
}
