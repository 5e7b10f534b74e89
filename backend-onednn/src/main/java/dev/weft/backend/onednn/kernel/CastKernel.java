package dev.weft.backend.onednn.kernel;

import dev.weft.DataType;

/**
 * Conversion of each element; fractions are cut off.
 *
 * @param to the type in the model that elements are converted to
 */
public record CastKernel(DataType to) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    if (inputs[0].type().isInteger() && to != DataType.BOOL) {
      for (int i = 0; i < count; i++) {
        outputs[0].setLong(i, inputs[0].getLong(i));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double value = inputs[0].get(i);
      outputs[0].set(i, to == DataType.BOOL ? (value != 0 ? 1 : 0) : value);
    }
  }
}
