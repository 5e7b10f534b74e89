package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.Shape;

/**
 * {@link dev.weft.graph.op.GatherNd}: parts of the first input, at the positions that the second
 * input holds.
 */
public final class GatherNdKernel implements Kernel {
  private final String subject;
  private final int[] sizes;
  private final int[] strides;
  private final int part;

  /**
   * Makes a kernel.
   *
   * @param subject whose indices, for messages
   * @param data the shape of the data
   * @param indexed how many axes of the data are indexed
   */
  public GatherNdKernel(String subject, Shape data, int indexed) {
    this.subject = subject;
    this.sizes = new int[indexed];
    this.strides = new int[indexed];
    long[] distances = StridedCopy.rowMajor(data);
    for (int axis = 0; axis < indexed; axis++) {
      sizes[axis] = (int) data.dimension(axis);
      strides[axis] = (int) distances[axis];
    }
    this.part = AxisSpan.of(data, 0, indexed).after();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements data = inputs[0];
    int bytes = part * data.type().byteSize();
    int positions = inputs[1].count() / sizes.length;
    for (int i = 0; i < positions; i++) {
      int offset = 0;
      for (int axis = 0; axis < sizes.length; axis++) {
        offset += strides[axis] * index(inputs[1].getLong(axis * positions + i), axis);
      }
      outputs[0].bytes().put(i * bytes, data.bytes(), offset * data.type().byteSize(), bytes);
    }
  }

  private int index(long index, int axis) {
    if (index < -sizes[axis] || index >= sizes[axis]) {
      throw new BackendException(
          subject,
          "index check",
          0,
          "index "
              + index
              + " of axis "
              + axis
              + " is out of range, expected -"
              + sizes[axis]
              + " to "
              + (sizes[axis] - 1));
    }
    return (int) (index < 0 ? index + sizes[axis] : index);
  }
}
