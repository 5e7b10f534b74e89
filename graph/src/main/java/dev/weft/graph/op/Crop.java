package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A part of images (batch, channels, height, width): of a given size, or of that of a second input.
 *
 * @param size height and width, or empty if there is a second input
 * @param offset the first row and column; not read if {@code centered}
 * @param centered whether as much is cut off at either side
 */
public record Crop(List<Long> size, List<Long> offset, boolean centered) implements Selection {
  private static final int RANK = 4;

  /**
   * Checks the lists.
   *
   * @param size height and width, or empty
   * @param offset the first row and column
   * @param centered whether as much is cut off at either side
   */
  public Crop {
    size = List.copyOf(size);
    offset = List.copyOf(offset);
    if ((!size.isEmpty() && size.size() != 2) || offset.size() != 2) {
      throw new IllegalArgumentException(
          "h_w " + size + " or offset " + offset + " is not two numbers");
    }
    if (size.stream().anyMatch(extent -> extent < 1)) {
      throw new IllegalArgumentException("h_w is " + size + ", expected numbers of at least 1");
    }
  }

  @Override
  public String operator() {
    return "Crop";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    Dimensions.requireRank("data", data, RANK, RANK);
    Shape output = data;
    for (int axis = 2; axis < RANK; axis++) {
      long wanted = Shape.UNKNOWN;
      if (!size.isEmpty()) {
        wanted = size.get(axis - 2);
      } else if (Dimensions.requireRank("crop_like", inputs.get(1), RANK, RANK)) {
        wanted = inputs.get(1).dimension(axis);
      }
      if (wanted != Shape.UNKNOWN && data.dimension(axis) != Shape.UNKNOWN) {
        first(axis, data.dimension(axis), wanted);
      }
      output = Dimensions.with(output, axis, wanted);
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    long count = output.dimension(axis);
    return Selection.spaced(axis < 2 ? 0 : first(axis, data.dimension(axis), count), 1, count);
  }

  private long first(int axis, long extent, long wanted) {
    long first = centered ? (extent - wanted) / 2 : offset.get(axis - 2);
    if (first < 0 || first + wanted > extent) {
      throw new IllegalArgumentException(
          "axis " + axis + " of size " + extent + " cannot be cut to " + wanted + " from " + first);
    }
    return first;
  }
}
