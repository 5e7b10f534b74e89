package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Locale;

/**
 * A function of each element and a number.
 *
 * @param function the function
 * @param scalar the number
 * @param reversed whether the number is the function's first operand
 */
public record Scalar(BinaryFunction function, double scalar, boolean reversed) implements Op {
  @Override
  public String operator() {
    return function.name().toLowerCase(Locale.ROOT) + "_scalar";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
