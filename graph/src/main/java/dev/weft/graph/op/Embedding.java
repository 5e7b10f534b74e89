package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Rows of the second input, a table, in the order of the indices that the first input holds.
 * Indices that are out of range are replaced by the nearest that is not.
 *
 * @param rows the number of rows of the table
 * @param width the length of a row
 */
public record Embedding(long rows, long width) implements Op {
  @Override
  public String operator() {
    return "Embedding";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 1;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape indices = inputs.get(0).shape();
    return List.of(inputs.get(1).withShape(Dimensions.append(indices, width)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(inputs.get(0).shape(), Shape.of(rows, width));
  }
}
