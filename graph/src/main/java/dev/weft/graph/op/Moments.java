package dev.weft.graph.op;

import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Mean and variance of all elements along some axes, the variance divided by their number.
 *
 * @param axes the axes, negative if counted from the end; none for all
 * @param keepsDimensions whether the axes remain, of size 1
 */
public record Moments(List<Integer> axes, boolean keepsDimensions) implements Op {
  /**
   * Copies the axes.
   *
   * @param axes the axes
   * @param keepsDimensions whether the axes remain
   */
  public Moments {
    axes = List.copyOf(axes);
  }

  @Override
  public String operator() {
    return "moments";
  }

  @Override
  public int outputs() {
    return 2;
  }

  /** {@return the reduction that gives the mean} */
  public Reduction mean() {
    return new Reduction(Reduction.Function.MEAN, axes, keepsDimensions, false, Optional.empty());
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType mean = mean().infer(inputs).get(0);
    return List.of(mean, mean);
  }
}
