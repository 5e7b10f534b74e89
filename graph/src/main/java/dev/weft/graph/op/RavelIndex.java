package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Indices along each axis, which are the rows of a matrix, made into places in row-major order; or
 * the other way.
 *
 * @param shape the shape that is indexed; only its first dimension may be −1
 * @param inverse whether places are made into indices
 */
public record RavelIndex(List<Long> shape, boolean inverse) implements Op {
  /**
   * Checks the shape.
   *
   * @param shape the shape that is indexed
   * @param inverse whether places are made into indices
   */
  public RavelIndex {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().skip(1).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "shape is " + shape + ", expected sizes of at least 1 behind the first");
    }
  }

  @Override
  public String operator() {
    return inverse ? "_unravel_index" : "_ravel_multi_index";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!inverse) {
      Shape indices = Dimensions.merge(data, Shape.of(shape.size(), Shape.UNKNOWN));
      return List.of(inputs.get(0).withShape(Shape.of(indices.dimension(1))));
    }
    if (!data.isRankKnown()) {
      return List.of(inputs.get(0));
    }
    long[] dimensions = new long[data.rank() + 1];
    dimensions[0] = shape.size();
    System.arraycopy(data.dimensions(), 0, dimensions, 1, data.rank());
    return List.of(inputs.get(0).withShape(Shape.of(dimensions)));
  }
}
