package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * An operator that does nothing at inference, such as Dropout or BlockGrad.
 *
 * @param operator its name in MXNet
 */
public record Identity(String operator) implements Op {
  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
