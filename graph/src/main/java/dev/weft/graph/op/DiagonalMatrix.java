package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Square matrices of zeros that have the vectors in the last dimension as a diagonal.
 *
 * @param offset which diagonal: 0 for the main one, above 0 for one above it
 */
public record DiagonalMatrix(int offset) implements Op {
  /**
   * Checks the number.
   *
   * @param offset which diagonal
   */
  public DiagonalMatrix {
    if (offset == Integer.MIN_VALUE) {
      throw new IllegalArgumentException("offset is " + offset + ", expected a greater number");
    }
  }

  @Override
  public String operator() {
    return "_linalg_makediag";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("data", data, 1, 32)) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    int last = data.rank() - 1;
    long size = Dimensions.map(data.dimension(last), count -> count + Math.abs(offset));
    return List.of(
        inputs.get(0).withShape(Dimensions.append(Dimensions.with(data, last, size), size)));
  }
}
