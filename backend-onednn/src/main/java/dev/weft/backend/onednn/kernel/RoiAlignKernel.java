package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.graph.op.RoiPooling;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * {@link RoiPooling} of interpolated points, as MXNet's {@code roi_align.cc} computes it: the mean
 * of the points in each cell of a region, in single precision.
 */
public final class RoiAlignKernel implements Kernel {
  private static final int MAX_POINTS = 1 << 20;

  private final RoiPooling op;
  private final RoiPooling.Interpolated sampling;
  private final int batch;
  private final int channels;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param sampling how it finds elements
   * @param data the shape of the feature maps
   */
  public RoiAlignKernel(RoiPooling op, RoiPooling.Interpolated sampling, Shape data) {
    this.op = op;
    this.sampling = sampling;
    this.batch = Math.toIntExact(data.dimension(0));
    this.channels = Math.toIntExact(data.dimension(1));
    this.height = Math.toIntExact(data.dimension(2));
    this.width = Math.toIntExact(data.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer target = outputs[0].floats();
    int regions = inputs[1].count() / 5;
    int size = regions == 0 ? 0 : outputs[0].count() / regions;
    float[] result = new float[size];
    boolean dense =
        !sampling.byPosition()
            && (long) regions * op.height() * op.width() >= (long) batch * height * width;
    float[] maps = dense ? channelsLast(inputs[0].floats()) : new float[0];
    for (int region = 0; region < regions; region++) {
      int map = (int) inputs[1].get(region * 5);
      if (map >= batch) {
        throw new BackendException(
            "region " + region, op.operator(), 0, "map " + map + " of " + batch);
      }
      Arrays.fill(result, 0);
      if (map >= 0) {
        FloatBuffer corners = inputs[1].floats();
        Axis across = axis(corners, region * 5 + 1, op.width(), width);
        Axis down = axis(corners, region * 5 + 2, op.height(), height);
        if (dense) {
          poolChannels(maps, map, down, across, result);
        } else {
          pool(inputs[0].floats(), map, down, across, result);
        }
      }
      target.put(region * size, result);
    }
  }

  /** The points of a region along one axis: elements before and behind each, and its place. */
  private static final class Axis {
    private static final int OUTSIDE = -1;

    private final int perCell;
    private final int[] before;
    private final int[] behind;
    private final float[] distances;

    Axis(int perCell, int cells) {
      this.perCell = perCell;
      this.before = new int[perCell * cells];
      this.behind = new int[perCell * cells];
      this.distances = new float[perCell * cells];
    }

    void place(int point, float at, int size) {
      if (at < -1 || at > size) {
        before[point] = OUTSIDE;
        return;
      }
      float bounded = Math.min(Math.max(at, 0), size - 1);
      before[point] = (int) bounded;
      behind[point] = Math.min(before[point] + 1, size - 1);
      distances[point] = bounded - before[point];
    }
  }

  private float start(FloatBuffer corners, int at) {
    return corners.get(at) * (float) op.scale() - (sampling.aligned() ? 0.5f : 0);
  }

  /** Returns the points between two corners along an axis. */
  private Axis axis(FloatBuffer corners, int at, int cells, int size) {
    float first = start(corners, at);
    float length = start(corners, at + 2) - first;
    if (!sampling.aligned()) {
      length = Math.max(length, 1);
    }
    float step = length / cells;
    double perCell = sampling.ratio() > 0 ? sampling.ratio() : Math.ceil(step);
    if (!(length > 0 && perCell * cells <= MAX_POINTS)) {
      throw new BackendException(
          "a region",
          op.operator(),
          0,
          "is " + length + " elements long, expected more than 0, and fewer than " + MAX_POINTS);
    }
    Axis axis = new Axis((int) perCell, cells);
    for (int cell = 0; cell < cells; cell++) {
      for (int i = 0; i < axis.perCell; i++) {
        float place = first + cell * step + (i + 0.5f) * step / axis.perCell;
        axis.place(cell * axis.perCell + i, place, size);
      }
    }
    return axis;
  }

  /** Returns the maps with the channels of a place side by side, as many regions want them. */
  private float[] channelsLast(FloatBuffer source) {
    int places = height * width;
    float[] plane = new float[places];
    float[] maps = new float[batch * places * channels];
    for (int map = 0; map < batch; map++) {
      for (int channel = 0; channel < channels; channel++) {
        source.get((map * channels + channel) * places, plane);
        for (int place = 0; place < places; place++) {
          maps[(map * places + place) * channels + channel] = plane[place];
        }
      }
    }
    return maps;
  }

  private void poolChannels(float[] maps, int map, Axis down, Axis across, float[] result) {
    int cells = op.height() * op.width();
    float[] sums = new float[channels];
    for (int cell = 0; cell < cells; cell++) {
      Arrays.fill(sums, 0);
      int firstRow = cell / op.width() * down.perCell;
      for (int row = firstRow; row < firstRow + down.perCell; row++) {
        if (down.before[row] != Axis.OUTSIDE) {
          addRow(maps, map * height, down, row, across, cell % op.width(), sums);
        }
      }
      for (int channel = 0; channel < channels; channel++) {
        result[channel * cells + cell] = sums[channel] / (down.perCell * across.perCell);
      }
    }
  }

  private void addRow(
      float[] maps, int firstLine, Axis down, int row, Axis across, int cell, float[] sums) {
    int top = (firstLine + down.before[row]) * width;
    int bottom = (firstLine + down.behind[row]) * width;
    float below = down.distances[row];
    int firstColumn = cell * across.perCell;
    for (int column = firstColumn; column < firstColumn + across.perCell; column++) {
      int left = across.before[column];
      if (left == Axis.OUTSIDE) {
        continue;
      }
      int right = across.behind[column];
      float beside = across.distances[column];
      int first = (top + left) * channels;
      int second = (top + right) * channels;
      int third = (bottom + left) * channels;
      int fourth = (bottom + right) * channels;
      float a = (1 - below) * (1 - beside);
      float b = (1 - below) * beside;
      float c = below * (1 - beside);
      float d = below * beside;
      for (int i = 0; i < sums.length; i++) {
        sums[i] +=
            a * maps[first + i] + b * maps[second + i] + c * maps[third + i] + d * maps[fourth + i];
      }
    }
  }

  private void pool(FloatBuffer source, int map, Axis down, Axis across, float[] result) {
    int cells = op.height() * op.width();
    for (int channel = 0; channel < channels; channel++) {
      int plane = (map * channels + channel) * height * width;
      if (sampling.byPosition()) {
        result[channel] = mean(source, plane, down, across, channel % cells);
        continue;
      }
      for (int cell = 0; cell < cells; cell++) {
        result[channel * cells + cell] = mean(source, plane, down, across, cell);
      }
    }
  }

  private float mean(FloatBuffer source, int plane, Axis down, Axis across, int cell) {
    int firstRow = cell / op.width() * down.perCell;
    int firstColumn = cell % op.width() * across.perCell;
    float sum = 0;
    for (int row = firstRow; row < firstRow + down.perCell; row++) {
      if (down.before[row] == Axis.OUTSIDE) {
        continue;
      }
      int top = plane + down.before[row] * width;
      int bottom = plane + down.behind[row] * width;
      float below = down.distances[row];
      for (int column = firstColumn; column < firstColumn + across.perCell; column++) {
        int left = across.before[column];
        if (left == Axis.OUTSIDE) {
          continue;
        }
        int right = across.behind[column];
        float beside = across.distances[column];
        sum +=
            (1 - below) * (1 - beside) * source.get(top + left)
                + (1 - below) * beside * source.get(top + right)
                + below * (1 - beside) * source.get(bottom + left)
                + below * beside * source.get(bottom + right);
      }
    }
    return sum / (down.perCell * across.perCell);
  }
}
