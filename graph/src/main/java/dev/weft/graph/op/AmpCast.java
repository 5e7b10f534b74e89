package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Floating-point numbers converted to another type; integers as they are.
 *
 * @param dataType the type of the output where the input is of floating-point numbers
 */
public record AmpCast(DataType dataType) implements Op {
  @Override
  public String operator() {
    return "amp_cast";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    return List.of(data.dataType().isFloatingPoint() ? data.withDataType(dataType) : data);
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
