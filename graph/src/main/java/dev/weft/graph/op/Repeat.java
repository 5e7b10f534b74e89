package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Each element several times in turn.
 *
 * @param repeats how many times
 * @param axis the axis, negative if counted from the end; empty for all elements in row-major order
 */
public record Repeat(long repeats, Optional<Integer> axis) implements Selection {
  /**
   * Checks the number.
   *
   * @param repeats how many times
   * @param axis the axis, or empty
   */
  public Repeat {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats is " + repeats + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "repeat";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    if (axis.isEmpty()) {
      long count = Dimensions.product(data, 0, data.rank());
      return Shape.of(Dimensions.map(count, known -> known * repeats));
    }
    int position = Dimensions.axis(axis.get(), data.rank());
    return Dimensions.with(
        data, position, Dimensions.map(data.dimension(position), size -> size * repeats));
  }

  @Override
  public Shape aligned(Shape data, Shape output) {
    return axis.isEmpty() ? Shape.of(data.elementCount()) : data;
  }

  @Override
  public int[] positions(int of, Shape data, Shape output) {
    int[] positions = Selection.spaced(0, 1, output.dimension(of));
    if (axis.map(named -> Dimensions.axis(named, data.rank())).orElse(0) == of) {
      for (int i = 0; i < positions.length; i++) {
        positions[i] /= (int) repeats;
      }
    }
    return positions;
  }
}
