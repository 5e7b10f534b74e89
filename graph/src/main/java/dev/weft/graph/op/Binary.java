package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Locale;

/**
 * A function of the elements of two values.
 *
 * @param function the function
 * @param broadcasts whether dimensions of size 1 are repeated; otherwise both have one shape
 */
public record Binary(BinaryFunction function, boolean broadcasts) implements Op {
  @Override
  public String operator() {
    return (broadcasts ? "broadcast_" : "elemwise_") + function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape one = inputs.get(0).shape();
    Shape other = inputs.get(1).shape();
    return List.of(
        inputs
            .get(0)
            .withShape(
                broadcasts ? Dimensions.broadcast(one, other) : Dimensions.merge(one, other)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    return broadcasts ? Op.super.inferInputs(inputs, outputs) : List.of(output, output);
  }
}
