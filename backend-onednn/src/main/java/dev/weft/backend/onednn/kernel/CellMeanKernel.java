package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.PositionSensitivePooling;
import java.nio.FloatBuffer;

/**
 * {@link PositionSensitivePooling}, as MXNet's {@code psroi_pooling.cc} computes it: the mean of
 * the elements in each cell of a region, in single precision.
 */
public final class CellMeanKernel implements Kernel {
  private final PositionSensitivePooling op;
  private final float scale;
  private final int batch;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param maps the shape of the feature maps
   */
  public CellMeanKernel(PositionSensitivePooling op, Shape maps) {
    this.op = op;
    this.scale = (float) op.scale();
    this.batch = Math.toIntExact(maps.dimension(0));
    this.height = Math.toIntExact(maps.dimension(2));
    this.width = Math.toIntExact(maps.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer maps = inputs[0].floats();
    float[] regions = new float[inputs[1].count()];
    inputs[1].floats().get(0, regions);
    int next = 0;
    for (int region = 0; region < regions.length; region += 5) {
      int map = RegionMaps.index(op.operator(), regions[region], batch);
      float left = RegionMaps.rounded(regions[region + 1]) * scale;
      float top = RegionMaps.rounded(regions[region + 2]) * scale;
      float cellWidth = cell(left, (RegionMaps.rounded(regions[region + 3]) + 1) * scale);
      float cellHeight = cell(top, (RegionMaps.rounded(regions[region + 4]) + 1) * scale);
      for (int channel = 0; channel < op.channels(); channel++) {
        for (int row = 0; row < op.size(); row++) {
          int first = clipped((float) Math.floor(row * cellHeight + top), height);
          int last = clipped((float) Math.ceil((row + 1) * cellHeight + top), height);
          for (int column = 0; column < op.size(); column++) {
            int from = clipped((float) Math.floor(column * cellWidth + left), width);
            int to = clipped((float) Math.ceil((column + 1) * cellWidth + left), width);
            int plane = RegionMaps.plane(op, map, channel, row, column) * height;
            float sum = 0;
            for (int y = first; y < last; y++) {
              for (int x = from; x < to; x++) {
                sum += maps.get((plane + y) * width + x);
              }
            }
            boolean empty = last <= first || to <= from;
            outputs[0]
                .floats()
                .put(next++, empty ? 0 : sum / (float) ((last - first) * (to - from)));
          }
        }
      }
    }
  }

  private float cell(float start, float end) {
    return Math.max(end - start, 0.1f) / op.size();
  }

  private static int clipped(float place, int size) {
    return Math.min(Math.max((int) place, 0), size);
  }
}
