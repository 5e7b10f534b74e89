package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Each element, held between two limits.
 *
 * @param least the lower limit
 * @param most the upper limit
 */
public record Clip(double least, double most) implements Op {
  /**
   * {@return whether the limits are in order} Between others, what is above the upper one becomes
   * that, and all else the lower one.
   */
  public boolean isOrdered() {
    return least <= most;
  }

  @Override
  public String operator() {
    return "clip";
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
