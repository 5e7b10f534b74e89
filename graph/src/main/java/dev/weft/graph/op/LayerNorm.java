package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.Collections;
import java.util.List;

/**
 * (x − mean) · gamma / √(variance + epsilon) + beta, with mean and variance along one axis. Inputs
 * are data, gamma and beta; outputs after the first are the mean and √(variance + epsilon).
 *
 * @param axis the axis, negative if counted from the end
 * @param epsilon what is added to the variance
 * @param outputs 1, or 3 if mean and deviation are wanted
 */
public record LayerNorm(int axis, double epsilon, int outputs) implements Op {
  @Override
  public String operator() {
    return "LayerNorm";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    if (!data.shape().isRankKnown()) {
      return Collections.nCopies(outputs, data);
    }
    int position = Dimensions.axis(axis, data.shape().rank());
    ValueType moments = data.withShape(Dimensions.with(data.shape(), position, 1));
    return outputs == 1 ? List.of(data) : List.of(data, moments, moments);
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    Shape channels =
        data.isRankKnown()
            ? Shape.of(data.dimension(Dimensions.axis(axis, data.rank())))
            : Shape.of(Shape.UNKNOWN);
    return List.of(data, channels, channels);
  }
}
