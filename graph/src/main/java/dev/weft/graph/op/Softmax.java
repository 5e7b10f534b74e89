package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * eˣ, divided by the sum of these along an axis.
 *
 * @param axis the axis, negative if counted from the end; all but the first taken as one if {@code
 *     flattens}
 * @param flattens whether every dimension but the first counts as one
 * @param log whether the logarithm of the result is wanted
 * @param negated whether −x takes the place of x
 * @param temperature what x is divided by
 */
public record Softmax(int axis, boolean flattens, boolean log, boolean negated, double temperature)
    implements Op {
  /**
   * {@return the softmax along an axis}
   *
   * @param axis the axis, negative if counted from the end
   */
  public static Softmax along(int axis) {
    return new Softmax(axis, false, false, false, 1);
  }

  @Override
  public String operator() {
    return log ? "log_softmax" : negated ? "softmin" : "softmax";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape shape = inputs.get(0).shape();
    if (shape.isRankKnown() && !flattens) {
      Dimensions.axis(axis, shape.rank());
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
