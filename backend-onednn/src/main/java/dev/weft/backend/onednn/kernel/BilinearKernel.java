package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;

/**
 * Images interpolated linearly along both spatial axes, as MXNet's {@code bilinear_resize.cc}
 * defines it. Which pixels an output row or column lies between is known beforehand. A row of input
 * is interpolated along its columns once for all rows of output that lie beside it.
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
    if (inputs[0].type() != ElementType.F32) {
      anyType(inputs[0], outputs[0]);
      return;
    }
    int width = columns.before.length;
    float[] plane = new float[inputSize];
    float[] above = new float[width];
    float[] below = new float[width];
    float[] result = new float[rows.before.length * width];
    for (int i = 0; i < planes; i++) {
      inputs[0].floats().get(i * inputSize, plane);
      int aboveRow = -1;
      int belowRow = -1;
      for (int y = 0; y < rows.before.length; y++) {
        if (rows.before[y] == belowRow) {
          float[] free = above;
          above = below;
          below = free;
          aboveRow = belowRow;
          belowRow = -1;
        }
        if (rows.before[y] != aboveRow) {
          aboveRow = rows.before[y];
          across(plane, aboveRow, above);
        }
        if (rows.after[y] != belowRow) {
          belowRow = rows.after[y];
          across(plane, belowRow, below);
        }
        down(above, below, rows.weight[y], result, y * width);
      }
      outputs[0].floats().put(i * result.length, result);
    }
  }

  /** Interpolates along a row. */
  private void across(float[] plane, int row, float[] to) {
    for (int x = 0; x < to.length; x++) {
      float weight = columns.weight[x];
      to[x] =
          (1 - weight) * plane[row + columns.before[x]] + weight * plane[row + columns.after[x]];
    }
  }

  /** Interpolates between two rows. */
  private static void down(float[] above, float[] below, float weight, float[] to, int start) {
    for (int x = 0; x < above.length; x++) {
      to[start + x] = (1 - weight) * above[x] + weight * below[x];
    }
  }

  private void anyType(Elements from, Elements to) {
    int next = 0;
    for (int plane = 0; plane < planes; plane++) {
      int base = plane * inputSize;
      for (int y = 0; y < rows.before.length; y++) {
        row(from, base + rows.before[y], base + rows.after[y], rows.weight[y], to, next);
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
