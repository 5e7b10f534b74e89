package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.PositionSensitivePooling;
import dev.weft.graph.op.PositionSensitivePooling.Sampling;
import java.nio.FloatBuffer;

/**
 * {@link PositionSensitivePooling} of shifted cells, as MXNet's {@code deformable_psroi_pooling.cc}
 * computes it: the mean of points in each cell of a region, in single precision.
 */
public final class ShiftedCellKernel implements Kernel {
  private final PositionSensitivePooling op;
  private final Sampling sampling;
  private final float scale;
  private final int batch;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator, which samples
   * @param maps the shape of the feature maps
   */
  public ShiftedCellKernel(PositionSensitivePooling op, Shape maps) {
    this.op = op;
    this.sampling = op.sampling().orElseThrow();
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
    int count = regions.length / 5;
    FloatBuffer shifts = sampling.shifted() ? inputs[2].floats() : FloatBuffer.allocate(0);
    int square = sampling.parts() * sampling.parts();
    int classes = sampling.shifted() && count > 0 ? shifts.capacity() / (count * 2 * square) : 1;
    int perClass = op.channels() / classes;
    int next = 0;
    for (int region = 0; region < count; region++) {
      Extent across = extent(regions[region * 5 + 1], regions[region * 5 + 3]);
      Extent down = extent(regions[region * 5 + 2], regions[region * 5 + 4]);
      int map = RegionMaps.index(op.operator(), regions[region * 5], batch);
      for (int channel = 0; channel < op.channels(); channel++) {
        int shift = (region * classes + channel / perClass) * 2;
        for (int row = 0; row < op.size(); row++) {
          for (int column = 0; column < op.size(); column++) {
            int part = part(row) * sampling.parts() + part(column);
            float x = across.start(column, shift(shifts, shift * square + part));
            float y = down.start(row, shift(shifts, (shift + 1) * square + part));
            int plane = RegionMaps.plane(op, map, channel, row, column) * height * width;
            float mean = mean(maps, plane, x, across.step(), y, down.step());
            outputs[0].floats().put(next++, mean);
          }
        }
      }
    }
  }

  private int part(int cell) {
    return (int) Math.floor((float) cell / op.size() * sampling.parts());
  }

  private float shift(FloatBuffer shifts, int index) {
    return sampling.shifted() ? shifts.get(index) * (float) sampling.deviation() : 0;
  }

  private float mean(FloatBuffer maps, int plane, float left, float stepX, float top, float stepY) {
    float sum = 0;
    int inside = 0;
    for (int i = 0; i < sampling.points(); i++) {
      for (int j = 0; j < sampling.points(); j++) {
        float x = left + j * stepX;
        float y = top + i * stepY;
        if (x >= -0.5f && x <= width - 0.5f && y >= -0.5f && y <= height - 0.5f) {
          sum += interpolated(maps, plane, Math.max(y, 0), Math.max(x, 0));
          inside++;
        }
      }
    }
    return inside == 0 ? 0 : sum / inside;
  }

  private float interpolated(FloatBuffer maps, int plane, float row, float column) {
    float y = Math.min(row, height - 1);
    float x = Math.min(column, width - 1);
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    int bottom = (int) Math.ceil(y);
    int right = (int) Math.ceil(x);
    float below = y - top;
    float behind = x - left;
    return (1 - behind) * (1 - below) * maps.get(plane + top * width + left)
        + (1 - behind) * below * maps.get(plane + bottom * width + left)
        + behind * (1 - below) * maps.get(plane + top * width + right)
        + behind * below * maps.get(plane + bottom * width + right);
  }

  private Extent extent(float from, float to) {
    float start = RegionMaps.rounded(from) * scale - 0.5f;
    float size = Math.max((RegionMaps.rounded(to) + 1) * scale - 0.5f - start, 0.1f);
    float cell = size / op.size();
    return new Extent(start, size, cell, cell / sampling.points());
  }

  private record Extent(float first, float size, float cell, float step) {
    float start(int index, float shift) {
      return index * cell + first + shift * size;
    }
  }
}
