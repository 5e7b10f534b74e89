package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.RoiPooling;
import java.nio.FloatBuffer;

/**
 * {@link RoiPooling} of whole elements, as MXNet's {@code roi_pooling.cc} computes it: the largest
 * element of each cell of a region, whose borders are rounded.
 */
public final class RoiPoolingKernel implements Kernel {
  private final RoiPooling op;
  private final int batch;
  private final int channels;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of the feature maps
   */
  public RoiPoolingKernel(RoiPooling op, Shape data) {
    this.op = op;
    this.batch = Math.toIntExact(data.dimension(0));
    this.channels = Math.toIntExact(data.dimension(1));
    this.height = Math.toIntExact(data.dimension(2));
    this.width = Math.toIntExact(data.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer regions = inputs[1].floats();
    FloatBuffer target = outputs[0].floats();
    FloatBuffer maps = inputs[0].floats();
    int cells = op.height() * op.width();
    float scale = (float) op.scale();
    for (int region = 0; region * 5 < inputs[1].count(); region++) {
      int map = (int) regions.get(region * 5);
      boolean isThere = map >= 0 && map < batch;
      int left = RegionMaps.rounded(regions.get(region * 5 + 1) * scale);
      int top = RegionMaps.rounded(regions.get(region * 5 + 2) * scale);
      int right = RegionMaps.rounded(regions.get(region * 5 + 3) * scale);
      int bottom = RegionMaps.rounded(regions.get(region * 5 + 4) * scale);
      int[] rows = borders(top, Math.max(bottom - top + 1, 1), op.height(), height);
      int[] columns = borders(left, Math.max(right - left + 1, 1), op.width(), width);
      for (int channel = 0; channel < channels; channel++) {
        int plane = (map * channels + channel) * height * width;
        int at = (region * channels + channel) * cells;
        for (int cell = 0; cell < cells; cell++) {
          int row = cell / op.width();
          int column = cell % op.width();
          target.put(at + cell, isThere ? greatest(maps, plane, rows, row, columns, column) : 0);
        }
      }
    }
  }

  /** Returns where each cell begins and ends. */
  private static int[] borders(int start, int size, int cells, int limit) {
    float step = (float) size / cells;
    int[] borders = new int[2 * cells];
    for (int cell = 0; cell < cells; cell++) {
      int from = (int) Math.floor(cell * step) + start;
      int to = (int) Math.ceil((cell + 1) * step) + start;
      borders[2 * cell] = Math.min(Math.max(from, 0), limit);
      borders[2 * cell + 1] = Math.min(Math.max(to, 0), limit);
    }
    return borders;
  }

  private float greatest(
      FloatBuffer maps, int plane, int[] rows, int row, int[] columns, int column) {
    if (rows[2 * row] >= rows[2 * row + 1] || columns[2 * column] >= columns[2 * column + 1]) {
      return 0;
    }
    float greatest = -Float.MAX_VALUE;
    for (int y = rows[2 * row]; y < rows[2 * row + 1]; y++) {
      for (int x = columns[2 * column]; x < columns[2 * column + 1]; x++) {
        float value = maps.get(plane + y * width + x);
        greatest = value > greatest ? value : greatest;
      }
    }
    return greatest;
  }
}
