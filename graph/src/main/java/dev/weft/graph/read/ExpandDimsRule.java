package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A dimension of size 1 more.
 *
 * @param axis where it is in the new shape, negative if counted from the end
 */
record ExpandDimsRule(int axis) implements Reshape.Rule {
  @Override
  public Shape apply(List<Shape> inputs) {
    Shape data = inputs.get(0);
    int position = Dimensions.axis(axis, data.rank() + 1);
    return Shape.of(
        IntStream.rangeClosed(0, data.rank())
            .mapToLong(i -> i == position ? 1 : data.dimension(i < position ? i : i - 1))
            .toArray());
  }

  @Override
  public Shape invert(Shape output) {
    if (!output.isRankKnown()) {
      return output;
    }
    int position = Dimensions.axis(axis, output.rank());
    return Shape.of(
        IntStream.range(0, output.rank())
            .filter(i -> i != position)
            .mapToLong(output::dimension)
            .toArray());
  }
}
