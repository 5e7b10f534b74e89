package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value with its axes in another order.
 *
 * @param axes the axis of the input that each axis of the output is; empty to reverse them
 */
public record Transpose(List<Integer> axes) implements Op {
  /**
   * Checks the axes.
   *
   * @param axes the axis of the input that each axis of the output is
   */
  public Transpose {
    axes = List.copyOf(axes);
    if (new HashSet<>(axes).size() != axes.size()) {
      throw new IllegalArgumentException("axes " + axes + " name one axis twice");
    }
  }

  @Override
  public String operator() {
    return "transpose";
  }

  /**
   * {@return the axis of the input that each axis of the output is, all counted from the front}
   *
   * @param rank the number of dimensions
   */
  public int[] order(int rank) {
    if (axes.isEmpty()) {
      return IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }
    if (axes.size() != rank) {
      throw new IllegalArgumentException(
          "axes " + axes + " are " + axes.size() + ", expected the " + rank + " of the input");
    }
    return axes.stream().mapToInt(axis -> Dimensions.axis(axis, rank)).toArray();
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!data.isRankKnown()) {
      return List.of(
          axes.isEmpty() ? inputs.get(0) : inputs.get(0).withShape(Dimensions.ofRank(axes.size())));
    }
    long[] dimensions = IntStream.of(order(data.rank())).mapToLong(data::dimension).toArray();
    return List.of(inputs.get(0).withShape(Shape.of(dimensions)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    if (!output.isRankKnown()) {
      return Op.super.inferInputs(inputs, outputs);
    }
    int[] order = order(output.rank());
    long[] dimensions = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      dimensions[order[axis]] = output.dimension(axis);
    }
    return List.of(Shape.of(dimensions));
  }
}
