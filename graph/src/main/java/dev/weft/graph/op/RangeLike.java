package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Evenly spaced numbers, as many as another value or one of its dimensions has.
 *
 * @param start the first number
 * @param step the distance of neighbours
 * @param repeat how many times each number is there in turn
 * @param axis the dimension, negative if counted from the end; empty for the other value's shape
 */
public record RangeLike(double start, double step, long repeat, Optional<Integer> axis)
    implements Op {
  /**
   * Checks the number.
   *
   * @param start the first number
   * @param step the distance of neighbours
   * @param repeat how many times each number is there in turn
   * @param axis the dimension, or empty
   */
  public RangeLike {
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "_contrib_arange_like";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (axis.isEmpty()) {
      return List.of(inputs.get(0));
    }
    long size =
        data.isRankKnown()
            ? data.dimension(Dimensions.axis(axis.get(), data.rank()))
            : Shape.UNKNOWN;
    return List.of(inputs.get(0).withShape(Shape.of(size)));
  }
}
