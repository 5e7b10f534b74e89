package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.Pooling;
import java.nio.FloatBuffer;

/** Pooling over 1 to 3 spatial dimensions, as MXNet's {@code pool.h} defines it. */
public final class PoolingKernel implements Kernel {
  private static final int SPACE = 3;

  private final Pooling op;
  private final int planes;
  private final int[] size = {1, 1, 1};
  private final int[] result = {1, 1, 1};
  private final int[] kernel = {1, 1, 1};
  private final int[] stride = {1, 1, 1};
  private final int[] pad = {0, 0, 0};

  /** Of a window that lies behind the data, which rounding up can leave. */
  private final float averageOfNothing;

  private final float maximumOfNothing;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of the data
   * @param output the shape of the output
   * @param maximumOfNothing the least number of the output's type
   */
  public PoolingKernel(Pooling op, Shape data, Shape output, float maximumOfNothing) {
    this.op = op;
    this.maximumOfNothing = maximumOfNothing;
    this.planes = Math.toIntExact(data.dimension(0) * data.dimension(1));
    int rank = data.rank() - 2;
    this.averageOfNothing = rank == SPACE ? Float.NaN : 0;
    for (int i = 0; i < rank; i++) {
      int axis = SPACE - rank + i;
      size[axis] = (int) data.dimension(i + 2);
      result[axis] = (int) output.dimension(i + 2);
      kernel[axis] = op.global() ? size[axis] : op.window().kernel().get(i).intValue();
      stride[axis] = op.global() ? 1 : op.window().stride().get(i).intValue();
      pad[axis] = op.global() ? 0 : op.window().pad().get(i).intValue();
    }
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer from = inputs[0].floats();
    FloatBuffer to = outputs[0].floats();
    int inPlane = size[0] * size[1] * size[2];
    int next = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int z = 0; z < result[0]; z++) {
        for (int y = 0; y < result[1]; y++) {
          for (int x = 0; x < result[2]; x++) {
            to.put(next++, window(from, plane * inPlane, z, y, x));
          }
        }
      }
    }
  }

  private float window(FloatBuffer from, int base, int z, int y, int x) {
    int z0 = z * stride[0] - pad[0];
    int y0 = y * stride[1] - pad[1];
    int x0 = x * stride[2] - pad[2];
    int z1 = Math.min(z0 + kernel[0], size[0] + pad[0]);
    int y1 = Math.min(y0 + kernel[1], size[1] + pad[1]);
    int x1 = Math.min(x0 + kernel[2], size[2] + pad[2]);
    int counted = (z1 - z0) * (y1 - y0) * (x1 - x0);
    z0 = Math.max(z0, 0);
    y0 = Math.max(y0, 0);
    x0 = Math.max(x0, 0);
    z1 = Math.min(z1, size[0]);
    y1 = Math.min(y1, size[1]);
    x1 = Math.min(x1, size[2]);
    if (!op.countsPadding()) {
      counted = (z1 - z0) * (y1 - y0) * (x1 - x0);
    }
    boolean max = op.kind() == Pooling.Kind.MAX;
    double sum = max ? Double.NEGATIVE_INFINITY : 0;
    for (int i = z0; i < z1; i++) {
      for (int j = y0; j < y1; j++) {
        int row = base + (i * size[1] + j) * size[2];
        for (int k = x0; k < x1; k++) {
          float value = from.get(row + k);
          if (!max) {
            sum += term(value);
          } else if (value > sum) {
            sum = value;
          }
        }
      }
    }
    return switch (op.kind()) {
      case MAX -> (float) Math.max(sum, maximumOfNothing);
      case SUM -> (float) sum;
      case AVERAGE -> counted == 0 ? averageOfNothing : (float) (sum / counted);
      case LP -> (float) root(sum);
    };
  }

  private double root(double sum) {
    return switch (op.power()) {
      case 1 -> sum;
      case 2 -> Math.sqrt(sum);
      default -> Math.cbrt(sum);
    };
  }

  private double term(float value) {
    if (op.kind() != Pooling.Kind.LP) {
      return value;
    }
    return switch (op.power()) {
      case 1 -> value;
      case 2 -> (double) value * value;
      default -> (double) value * value * value;
    };
  }
}
