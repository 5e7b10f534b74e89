package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Elements put into zeros at places that indices name: those of the first axes of the output are
 * the rows of the second input. Where places are named twice the last one counts.
 *
 * @param shape the shape of the output
 */
public record ScatterNd(List<Long> shape) implements Op {
  /**
   * Checks the shape.
   *
   * @param shape the shape of the output
   */
  public ScatterNd {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("shape is " + shape + ", expected sizes of at least 1");
    }
  }

  @Override
  public String operator() {
    return "scatter_nd";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = inputs.get(1).shape();
    Shape output = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
    if (Dimensions.requireRank("indices", indices, 2, 32)
        && indices.dimension(0) != Shape.UNKNOWN) {
      Dimensions.merge(data, written(indices, output));
    }
    return List.of(inputs.get(0).withShape(output));
  }

  /** The shape of the data: that of the indices behind the first axis, and that of a slice. */
  private static Shape written(Shape indices, Shape output) {
    long indexed = indices.dimension(0);
    if (indexed > output.rank()) {
      throw new IllegalArgumentException(
          "indices are of " + indexed + " axes, but the output has " + output.rank());
    }
    int places = indices.rank() - 1;
    long[] dimensions = new long[places + output.rank() - (int) indexed];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] =
          i < places ? indices.dimension(i + 1) : output.dimension((int) indexed + i - places);
    }
    return Shape.of(dimensions);
  }
}
