package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A number of evenly spaced numbers.
 *
 * @param dataType the type of the numbers
 * @param start the first number
 * @param step the distance of neighbours
 * @param count how many
 */
public record Linspace(DataType dataType, double start, double step, long count) implements Op {
  /**
   * Checks the number.
   *
   * @param dataType the type of the numbers
   * @param start the first number
   * @param step the distance of neighbours
   * @param count how many
   */
  public Linspace {
    if (count < 1) {
      throw new IllegalArgumentException("num is " + count + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "_linspace";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(new ValueType(dataType, Shape.of(count)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of();
  }
}
