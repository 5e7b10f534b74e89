package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Each element x times alpha · x + beta, the latter held between 0 and 1. MXNet has no operator of
 * this kind: it is what several operators make together.
 *
 * @param alpha factor
 * @param beta summand
 */
public record HardSwish(double alpha, double beta) implements Op {
  @Override
  public String operator() {
    return "hard_swish";
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
