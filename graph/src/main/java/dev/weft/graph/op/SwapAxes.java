package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value with two of its axes exchanged.
 *
 * @param one an axis, negative if counted from the end
 * @param other the other axis
 */
public record SwapAxes(int one, int other) implements Op {
  @Override
  public String operator() {
    return "SwapAxis";
  }

  /**
   * {@return the axis of the input that each axis of the output is}
   *
   * @param rank the number of dimensions
   */
  public int[] order(int rank) {
    int first = Dimensions.axis(one, rank);
    int second = Dimensions.axis(other, rank);
    return IntStream.range(0, rank)
        .map(axis -> axis == first ? second : axis == second ? first : axis)
        .toArray();
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0).withShape(swapped(inputs.get(0).shape())));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(swapped(outputs.get(0).shape()));
  }

  private Shape swapped(Shape shape) {
    return shape.isRankKnown()
        ? Shape.of(IntStream.of(order(shape.rank())).mapToLong(shape::dimension).toArray())
        : shape;
  }
}
