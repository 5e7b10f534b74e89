package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * (x − mean) · gamma / √(variance + epsilon) + beta, for each channel. Inputs are data, gamma,
 * beta, mean and variance; outputs after the first are the mean and 1 / √(variance + epsilon).
 *
 * @param axis the axis of the channels
 * @param epsilon what is added to the variance
 * @param fixedGamma whether gamma counts as 1
 * @param outputs 1, or 3 if mean and deviation are wanted
 */
public record BatchNorm(int axis, double epsilon, boolean fixedGamma, int outputs) implements Op {
  @Override
  public String operator() {
    return "BatchNorm";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType channels = inputs.get(3);
    return outputs == 1
        ? List.of(inputs.get(0))
        : List.of(inputs.get(0), channels, channels.withShape(inputs.get(4).shape()));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    Shape channels = Shape.of(Shape.UNKNOWN);
    for (ValueType parameter : inputs.subList(1, 5)) {
      channels = Dimensions.merge(channels, parameter.shape());
    }
    if (data.isRankKnown()) {
      int position = Dimensions.axis(axis, data.rank());
      channels = Dimensions.merge(channels, Shape.of(data.dimension(position)));
      data = Dimensions.with(data, position, channels.dimension(0));
    }
    return List.of(data, channels, channels, channels, channels);
  }
}
