package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A value several times behind itself, along each axis.
 *
 * @param repeats how many times for each axis, of the last axes if there are fewer than dimensions
 */
public record Tile(List<Long> repeats) implements Selection {
  /**
   * Checks the list.
   *
   * @param repeats how many times for each axis
   */
  public Tile {
    repeats = List.copyOf(repeats);
    if (repeats.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("reps is " + repeats + ", expected numbers of at least 1");
    }
  }

  @Override
  public String operator() {
    return "tile";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    int rank = Math.max(data.rank(), repeats.size());
    long[] dimensions = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      int own = axis - (rank - data.rank());
      int given = axis - (rank - repeats.size());
      long count = given < 0 ? 1 : repeats.get(given);
      dimensions[axis] =
          own < 0 ? count : Dimensions.map(data.dimension(own), size -> size * count);
    }
    return Shape.of(dimensions);
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    int[] positions = Selection.spaced(0, 1, output.dimension(axis));
    for (int i = 0; i < positions.length; i++) {
      positions[i] %= (int) data.dimension(axis);
    }
    return positions;
  }
}
