package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;

/**
 * {@link dev.weft.graph.op.AdaptiveAveragePooling}: means over windows that cover images evenly.
 * Window i of n over a size s reaches from ⌊i·s/n⌋ to ⌈(i+1)·s/n⌉.
 */
public final class AdaptivePoolingKernel implements Kernel {
  private final int planes;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;

  /**
   * Makes a kernel.
   *
   * @param data the shape of the data
   * @param output the shape of the output
   */
  public AdaptivePoolingKernel(Shape data, Shape output) {
    this.planes = Math.toIntExact(data.dimension(0) * data.dimension(1));
    this.height = (int) data.dimension(2);
    this.width = (int) data.dimension(3);
    this.rows = (int) output.dimension(2);
    this.columns = (int) output.dimension(3);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int next = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          outputs[0].set(next++, mean(inputs[0], plane * height * width, y, x));
        }
      }
    }
  }

  private double mean(Elements from, int base, int y, int x) {
    int top = begin(y, rows, height);
    int bottom = end(y, rows, height);
    int left = begin(x, columns, width);
    int right = end(x, columns, width);
    double sum = 0;
    for (int i = top; i < bottom; i++) {
      for (int j = left; j < right; j++) {
        sum += from.get(base + i * width + j);
      }
    }
    return sum / ((bottom - top) * (right - left));
  }

  private static int begin(int index, int count, int size) {
    return (int) ((long) index * size / count);
  }

  private static int end(int index, int count, int size) {
    return (int) (((index + 1L) * size + count - 1) / count);
  }
}
