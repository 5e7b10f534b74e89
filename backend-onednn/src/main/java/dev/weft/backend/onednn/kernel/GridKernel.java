package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.nio.FloatBuffer;

/**
 * {@link dev.weft.graph.op.GridGenerator}, as MXNet's {@code grid_generator-inl.h} computes it:
 * points to take from an image, in single precision.
 */
public final class GridKernel implements Kernel {
  private final boolean isFlow;
  private final int batch;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param isFlow whether the input is a flow rather than affine matrices
   * @param grid the shape of the output
   */
  public GridKernel(boolean isFlow, Shape grid) {
    this.isFlow = isFlow;
    this.batch = Math.toIntExact(grid.dimension(0));
    this.height = Math.toIntExact(grid.dimension(2));
    this.width = Math.toIntExact(grid.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer source = inputs[0].floats();
    FloatBuffer target = outputs[0].floats();
    int at = 0;
    for (int pair = 0; pair < batch * 2; pair++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          target.put(
              at,
              isFlow
                  ? moved(source.get(at), pair % 2 == 0 ? column : row, pair % 2 == 0)
                  : mapped(source, pair * 3, row, column));
          at++;
        }
      }
    }
  }

  private float moved(float flow, int place, boolean isColumn) {
    float half = (float) (((isColumn ? width : height) - 1.0) / 2);
    return (flow + place) / half - 1;
  }

  private float mapped(FloatBuffer matrix, int at, int row, int column) {
    float x = (float) (-1 + column * 2.0 / (width - 1));
    float y = (float) (-1 + row * 2.0 / (height - 1));
    return matrix.get(at) * x + matrix.get(at + 1) * y + matrix.get(at + 2);
  }
}
