package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.graph.op.RoiPooling;
import java.nio.FloatBuffer;

/** The mean of interpolated points of each cell of regions, in single precision. */
public final class RoiAlignKernel implements Kernel {
  private static final int NEIGHBOURS = 4;

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
    for (int region = 0; region < regions; region++) {
      int map = (int) inputs[1].get(region * 5);
      if (map >= batch) {
        throw new BackendException(
            "region " + region, op.operator(), 0, "map " + map + " of " + batch);
      }
      java.util.Arrays.fill(result, 0);
      if (map >= 0) {
        new Region(inputs[1].floats(), region * 5 + 1).pool(inputs[0].floats(), map, result);
      }
      target.put(region * size, result);
    }
  }

  /** One region, in one call: its points, with the elements around each and their weights. */
  private final class Region {
    private final int rows;
    private final int columns;
    private final int[] places;
    private final float[] weights;

    Region(FloatBuffer corners, int at) {
      float scale = (float) op.scale();
      float offset = sampling.aligned() ? 0.5f : 0;
      float left = corners.get(at) * scale - offset;
      float top = corners.get(at + 1) * scale - offset;
      float ownWidth = corners.get(at + 2) * scale - offset - left;
      float ownHeight = corners.get(at + 3) * scale - offset - top;
      if (!sampling.aligned()) {
        ownWidth = Math.max(ownWidth, 1);
        ownHeight = Math.max(ownHeight, 1);
      } else if (!(ownWidth > 0 && ownHeight > 0)) {
        throw new BackendException(
            "a region",
            op.operator(),
            0,
            "is " + ownWidth + " wide and " + ownHeight + " high, expected more than 0");
      }
      float stepY = ownHeight / op.height();
      float stepX = ownWidth / op.width();
      this.rows = sampling.ratio() > 0 ? sampling.ratio() : (int) Math.ceil(stepY);
      this.columns = sampling.ratio() > 0 ? sampling.ratio() : (int) Math.ceil(stepX);
      int points = op.height() * op.width() * rows * columns;
      this.places = new int[points * NEIGHBOURS];
      this.weights = new float[points * NEIGHBOURS];
      int point = 0;
      for (int cell = 0; cell < op.height() * op.width(); cell++) {
        int cellRow = cell / op.width();
        int cellColumn = cell % op.width();
        for (int row = 0; row < rows; row++) {
          float y = top + cellRow * stepY + (row + 0.5f) * stepY / rows;
          for (int column = 0; column < columns; column++) {
            float x = left + cellColumn * stepX + (column + 0.5f) * stepX / columns;
            place(point++ * NEIGHBOURS, y, x);
          }
        }
      }
    }

    private void place(int at, float y, float x) {
      if (y < -1 || y > height || x < -1 || x > width) {
        return;
      }
      float boundedY = Math.min(Math.max(y, 0), height - 1);
      float boundedX = Math.min(Math.max(x, 0), width - 1);
      int top = (int) boundedY;
      int left = (int) boundedX;
      int bottom = Math.min(top + 1, height - 1);
      int right = Math.min(left + 1, width - 1);
      float below = boundedY - top;
      float beside = boundedX - left;
      places[at] = top * width + left;
      places[at + 1] = top * width + right;
      places[at + 2] = bottom * width + left;
      places[at + 3] = bottom * width + right;
      weights[at] = (1 - below) * (1 - beside);
      weights[at + 1] = (1 - below) * beside;
      weights[at + 2] = below * (1 - beside);
      weights[at + 3] = below * beside;
    }

    void pool(FloatBuffer source, int map, float[] result) {
      int cells = op.height() * op.width();
      int perCell = rows * columns * NEIGHBOURS;
      float[] plane = new float[height * width];
      for (int channel = 0; channel < channels; channel++) {
        source.get((map * channels + channel) * plane.length, plane);
        if (sampling.byPosition()) {
          int cell = channel % cells;
          result[channel] = mean(plane, cell * perCell, perCell);
          continue;
        }
        for (int cell = 0; cell < cells; cell++) {
          result[channel * cells + cell] = mean(plane, cell * perCell, perCell);
        }
      }
    }

    private float mean(float[] plane, int from, int count) {
      float sum = 0;
      for (int i = from; i < from + count; i += NEIGHBOURS) {
        sum +=
            weights[i] * plane[places[i]]
                + weights[i + 1] * plane[places[i + 1]]
                + weights[i + 2] * plane[places[i + 2]]
                + weights[i + 3] * plane[places[i + 3]];
      }
      return sum / (rows * columns);
    }
  }
}
