package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;

/** The indices of each element along some axes. */
public final class IndexArrayKernel implements Kernel {
  private final long[] strides;
  private final long[] sizes;

  /**
   * Makes a kernel.
   *
   * @param data the shape whose elements are counted
   * @param axes the axes, from 0
   */
  public IndexArrayKernel(Shape data, int... axes) {
    long[] all = StridedCopy.rowMajor(data);
    this.strides = new long[axes.length];
    this.sizes = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      strides[i] = all[axes[i]];
      sizes[i] = data.dimension(axes[i]);
    }
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      int axis = i % strides.length;
      outputs[0].setLong(i, i / strides.length / strides[axis] % sizes[axis]);
    }
  }
}
