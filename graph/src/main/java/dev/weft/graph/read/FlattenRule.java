package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import java.util.List;

/** The first dimension, and all others as one. */
record FlattenRule() implements Reshape.Rule {
  @Override
  public Shape apply(List<Shape> inputs) {
    Shape data = inputs.get(0);
    if (data.rank() == 0) {
      throw new IllegalArgumentException("data is a scalar, expected at least one dimension");
    }
    return Shape.of(data.dimension(0), Dimensions.product(data, 1, data.rank()));
  }
}
