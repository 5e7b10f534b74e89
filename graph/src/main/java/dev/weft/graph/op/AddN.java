package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.Collections;
import java.util.List;

/** The sum of values of one shape. */
public record AddN() implements Op {
  @Override
  public String operator() {
    return "add_n";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape shape = Shape.ofUnknownRank();
    for (ValueType input : inputs) {
      shape = Dimensions.merge(shape, input.shape());
    }
    return List.of(inputs.get(0).withShape(shape));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return Collections.nCopies(inputs.size(), outputs.get(0).shape());
  }
}
