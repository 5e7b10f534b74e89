package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A diagonal of the matrices that two axes span, as a new last dimension; or of a vector, a matrix
 * that has it as a diagonal.
 *
 * @param offset which diagonal: 0 for the main one, above 0 for one above it
 * @param rows the axis of the rows, negative if counted from the end
 * @param columns the axis of the columns, negative if counted from the end
 */
public record Diagonal(int offset, int rows, int columns) implements Op {
  @Override
  public String operator() {
    return "diag";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("data", data, 1, 32)) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    if (data.rank() == 1) {
      return new DiagonalMatrix(offset).infer(inputs);
    }
    int row = Dimensions.axis(rows, data.rank());
    int column = Dimensions.axis(columns, data.rank());
    if (row == column) {
      throw new IllegalArgumentException("both axes are " + row + ", expected two");
    }
    Shape others = Dimensions.without(data, Math.max(row, column));
    others = Dimensions.without(others, Math.min(row, column));
    long height = data.dimension(row);
    long width = data.dimension(column);
    long length = Shape.UNKNOWN;
    if (height != Shape.UNKNOWN && width != Shape.UNKNOWN) {
      length = Math.min(height + Math.min(offset, 0), width - Math.max(offset, 0));
      if (length < 1) {
        throw new IllegalArgumentException(
            "matrices of " + height + " times " + width + " have no diagonal " + offset);
      }
    }
    return List.of(inputs.get(0).withShape(Dimensions.append(others, length)));
  }
}
