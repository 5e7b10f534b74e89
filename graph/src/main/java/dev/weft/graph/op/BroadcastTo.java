package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A value repeated along dimensions of size 1, to a given shape.
 *
 * @param shape the sizes, 0 for those of the input
 */
public record BroadcastTo(List<Long> shape) implements Selection {
  /**
   * Copies the list.
   *
   * @param shape the sizes
   */
  public BroadcastTo {
    shape = List.copyOf(shape);
  }

  @Override
  public String operator() {
    return "broadcast_to";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    Dimensions.requireRank("data", data, shape.size(), shape.size());
    Shape output = data;
    for (int axis = 0; axis < data.rank(); axis++) {
      long wanted = shape.get(axis);
      if (wanted != 0) {
        output = widened(output, axis, wanted);
      }
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    return Selection.repeated(axis, data, output);
  }

  /** Returns a shape in which a dimension of size 1 has another size. */
  static Shape widened(Shape shape, int axis, long size) {
    long own = shape.dimension(axis);
    if (own != 1 && own != Shape.UNKNOWN && size != Shape.UNKNOWN && own != size) {
      throw new IllegalArgumentException(
          "axis " + axis + " of shape " + shape + " cannot be repeated to " + size);
    }
    return Dimensions.with(shape, axis, own > 1 ? own : size);
  }
}
