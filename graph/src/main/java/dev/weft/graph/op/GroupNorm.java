package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * (x − mean) · gamma / √(variance + epsilon) + beta, with mean and variance of each group of
 * channels of each example. Inputs are data, gamma and beta, of which the last two hold a number
 * for each group; outputs after the first are the mean and √(variance + epsilon).
 *
 * @param groups the number of groups, or 0 if each channel is one
 * @param epsilon what is added to the variance
 * @param outputs 1, or 3 if mean and deviation are wanted
 */
public record GroupNorm(long groups, double epsilon, int outputs) implements Op {
  @Override
  public String operator() {
    return groups == 0 ? "InstanceNorm" : "GroupNorm";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    long batch = Shape.UNKNOWN;
    if (Dimensions.requireRank("data", data.shape(), groups == 0 ? 2 : 3, Integer.MAX_VALUE)) {
      batch = data.shape().dimension(0);
      long channels = data.shape().dimension(1);
      if (groups > 0 && channels != Shape.UNKNOWN && channels % groups != 0) {
        throw new IllegalArgumentException(
            channels + " channels cannot be divided into " + groups + " groups");
      }
    }
    ValueType moments = data.withShape(Shape.of(batch, groupsOf(data.shape())));
    return outputs == 1 ? List.of(data) : List.of(data, moments, moments);
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    Shape factors = Shape.of(groupsOf(data));
    return List.of(data, factors, factors);
  }

  private long groupsOf(Shape data) {
    return groups > 0 ? groups : data.isRankKnown() ? data.dimension(1) : Shape.UNKNOWN;
  }
}
