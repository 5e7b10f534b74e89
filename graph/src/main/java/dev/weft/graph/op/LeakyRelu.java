package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * x where it is positive, and something small where it is not.
 *
 * @param kind what
 * @param slope the slope, or the factor of {@link Kind#ELU}
 */
public record LeakyRelu(Kind kind, double slope) implements Op {
  /** The function of negative elements. */
  public enum Kind {
    /** slope · x. */
    LEAKY,
    /** slope · (eˣ − 1). */
    ELU,
    /** Scaled exponential unit, with its constants. */
    SELU,
    /** x · Φ(x), for all x. */
    GELU,
    /** The second input · x, one number, or one for each channel, example or both. */
    PRELU
  }

  @Override
  public String operator() {
    return "LeakyReLU";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    if (kind == Kind.PRELU && data.shape().isKnown() && inputs.get(1).shape().isKnown()) {
      aligned(inputs.get(1).shape(), data.shape());
    }
    return List.of(data);
  }

  /**
   * {@return the shape in which slopes are repeated along the data: that of the data, or 1, in each
   * dimension} From its last dimension on, each goes to the first of the data's axes 1 and 0, in
   * this order, which has its size, or to any if it is 1.
   *
   * @param slopes the shape of the slopes
   * @param data the shape of the data
   * @throws IllegalArgumentException if a dimension of the slopes finds no axis
   */
  public static Shape aligned(Shape slopes, Shape data) {
    long[] aligned = new long[data.rank()];
    Arrays.fill(aligned, 1);
    int next = slopes.rank() - 1;
    for (int axis = Math.min(1, data.rank() - 1); axis >= 0 && next >= 0; axis--) {
      long size = slopes.dimension(next);
      if (size == 1 || size == data.dimension(axis)) {
        aligned[axis] = size;
        next--;
      }
    }
    if (next >= 0) {
      throw new IllegalArgumentException(
          "slopes of shape "
              + slopes
              + " fit neither axis 1 nor axis 0 of data of shape "
              + data
              + ", expected one slope or one for each channel");
    }
    return Shape.of(aligned);
  }

  /** Slopes may have other shapes than this: none follows before that of the data is known. */
  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    List<Shape> shapes = new ArrayList<>(List.of(data));
    for (ValueType slopes : inputs.subList(1, inputs.size())) {
      boolean follows = !slopes.shape().isRankKnown() && data.isKnown() && data.rank() > 1;
      shapes.add(follows ? Shape.of(data.dimension(1)) : slopes.shape());
    }
    return shapes;
  }
}
