package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * alpha · x + beta, cut to 0 and 1.
 *
 * @param alpha factor
 * @param beta summand
 */
public record HardSigmoid(double alpha, double beta) implements Op {
  @Override
  public String operator() {
    return "hard_sigmoid";
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
