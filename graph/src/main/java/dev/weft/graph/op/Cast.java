package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Each element, converted to another type; fractions are cut off.
 *
 * @param dataType the type of the output
 */
public record Cast(DataType dataType) implements Op {
  @Override
  public String operator() {
    return "Cast";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0).withDataType(dataType));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
