package dev.weft.backend.onednn.kernel;

import java.nio.ByteBuffer;

/** Slices along an axis, in the order of indices; elements of any type. */
public final class TakeKernel implements Kernel {
  private final AxisSpan data;
  private final IndexRange range;
  private final int dataInput;
  private final int indexInput;

  /**
   * Makes a kernel.
   *
   * @param data the data, seen from the axis
   * @param range the indices of the axis
   * @param dataInput which input holds the data
   * @param indexInput which input holds the indices
   */
  public TakeKernel(AxisSpan data, IndexRange range, int dataInput, int indexInput) {
    this.data = data;
    this.range = range;
    this.dataInput = dataInput;
    this.indexInput = indexInput;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements indices = inputs[indexInput];
    ByteBuffer from = inputs[dataInput].bytes();
    ByteBuffer to = outputs[0].bytes();
    int slice = data.after() * outputs[0].type().byteSize();
    int taken = indices.count();
    for (int i = 0; i < taken; i++) {
      int index = range.inRange(indices.getLong(i));
      for (int outer = 0; outer < data.before(); outer++) {
        to.put((outer * taken + i) * slice, from, (outer * data.size() + index) * slice, slice);
      }
    }
  }
}
