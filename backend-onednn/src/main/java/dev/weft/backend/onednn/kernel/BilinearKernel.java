package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;

/**
 * Images interpolated linearly along both spatial axes, as MXNet's {@code bilinear_resize.cc}
 * defines it. Which pixels an output row or column lies between is known beforehand.
 */
public final class BilinearKernel implements Kernel {
  private final int planes;
  private final int inputSize;
  private final Axis rows;
  private final Axis columns;

  /**
   * Makes a kernel.
   *
   * @param data the shape of the data
   * @param output the shape of the output
   * @param alignsCorners whether the centres of the outermost pixels stay where they are
   */
  public BilinearKernel(Shape data, Shape output, boolean alignsCorners) {
    this.planes = Math.toIntExact(data.dimension(0) * data.dimension(1));
    this.inputSize = Math.toIntExact(data.dimension(2) * data.dimension(3));
    int width = (int) data.dimension(3);
    this.rows = Axis.of((int) data.dimension(2), (int) output.dimension(2), width, alignsCorners);
    this.columns = Axis.of(width, (int) output.dimension(3), 1, alignsCorners);
  }

  /** For each output position, the offsets of its two neighbours and the weight of the second. */
  private static final class Axis {
    private final int[] before;
    private final int[] after;
    private final float[] weight;

    private Axis(int count) {
      before = new int[count];
      after = new int[count];
      weight = new float[count];
    }

    static Axis of(int size, int wanted, int stride, boolean alignsCorners) {
      Axis axis = new Axis(wanted);
      float scale = 0;
      if (wanted > 1) {
        scale = alignsCorners ? (float) (size - 1) / (wanted - 1) : (float) size / wanted;
      }
      for (int i = 0; i < wanted; i++) {
        float place =
            alignsCorners || size == wanted
                ? scale * i
                : Math.max(0, (float) (scale * (i + 0.5) - 0.5));
        int first = (int) place;
        axis.before[i] = first * stride;
        axis.after[i] = Math.min(first + 1, size - 1) * stride;
        axis.weight[i] = place - first;
      }
      return axis;
    }
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int next = 0;
    for (int plane = 0; plane < planes; plane++) {
      int base = plane * inputSize;
      for (int y = 0; y < rows.before.length; y++) {
        row(
            inputs[0],
            base + rows.before[y],
            base + rows.after[y],
            rows.weight[y],
            outputs[0],
            next);
        next += columns.before.length;
      }
    }
  }

  private void row(Elements from, int upper, int lower, float weight, Elements to, int target) {
    for (int x = 0; x < columns.before.length; x++) {
      int left = columns.before[x];
      int right = columns.after[x];
      double across = columns.weight[x];
      double above = (1 - across) * from.get(upper + left) + across * from.get(upper + right);
      double below = (1 - across) * from.get(lower + left) + across * from.get(lower + right);
      to.set(target + x, (1 - weight) * above + weight * below);
    }
  }
}
