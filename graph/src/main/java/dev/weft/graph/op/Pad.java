package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A value with a border around it.
 *
 * @param mode what the border is made of
 * @param before how many elements it has before the first, for each axis
 * @param after how many it has behind the last, for each axis
 * @param constant the number that a constant border is made of
 */
public record Pad(Mode mode, List<Long> before, List<Long> after, double constant)
    implements Selection {
  /** What a border is made of. */
  public enum Mode {
    /** One number. */
    CONSTANT,
    /** The element at the edge. */
    EDGE,
    /** The elements next to the edge, mirrored. */
    REFLECT
  }

  /**
   * Checks the lists.
   *
   * @param mode what the border is made of
   * @param before how many elements it has before the first, for each axis
   * @param after how many it has behind the last, for each axis
   * @param constant the number that a constant border is made of
   */
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
    if (before.size() != after.size()) {
      throw new IllegalArgumentException(
          "pad_width has "
              + (before.size() + after.size())
              + " elements, expected two for each dimension");
    }
    if (before.stream().anyMatch(width -> width < 0)
        || after.stream().anyMatch(width -> width < 0)) {
      throw new IllegalArgumentException(
          "pad_width is " + before + " before and " + after + " behind, expected at least 0");
    }
  }

  @Override
  public String operator() {
    return "Pad";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    Dimensions.requireRank("data", data, before.size(), before.size());
    Shape output = data;
    for (int axis = 0; axis < data.rank(); axis++) {
      long added = before.get(axis) + after.get(axis);
      long most = Math.max(before.get(axis), after.get(axis));
      if (mode == Mode.REFLECT
          && data.dimension(axis) != Shape.UNKNOWN
          && most > 0
          && most >= data.dimension(axis)) {
        throw new IllegalArgumentException(
            "axis "
                + axis
                + " of data of shape "
                + data
                + " is too short for a reflection of "
                + most
                + " elements");
      }
      output =
          Dimensions.with(output, axis, Dimensions.map(data.dimension(axis), size -> size + added));
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    int size = (int) data.dimension(axis);
    int[] positions = Selection.spaced(-before.get(axis), 1, output.dimension(axis));
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0 || positions[i] >= size) {
        positions[i] = outside(positions[i], size);
      }
    }
    return positions;
  }

  private int outside(int position, int size) {
    return switch (mode) {
      case CONSTANT -> NONE;
      case EDGE -> position < 0 ? 0 : size - 1;
      case REFLECT -> position < 0 ? -position : 2 * (size - 1) - position;
    };
  }
}
