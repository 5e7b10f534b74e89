package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A matrix of zeros with ones on a diagonal.
 *
 * @param dataType the type of the elements
 * @param rows the number of rows
 * @param columns the number of columns
 * @param diagonal which diagonal: 0 for the main one, above 0 for one above it
 */
public record Eye(DataType dataType, long rows, long columns, long diagonal) implements Op {
  /**
   * Checks the size.
   *
   * @param dataType the type of the elements
   * @param rows the number of rows
   * @param columns the number of columns
   * @param diagonal which diagonal
   */
  public Eye {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "N is " + rows + " and M " + columns + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "_eye";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(new ValueType(dataType, Shape.of(rows, columns)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of();
  }
}
