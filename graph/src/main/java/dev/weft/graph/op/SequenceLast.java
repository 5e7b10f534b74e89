package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The last step of sequences. Data are (steps, batch, ...) or, with axis 1, (batch, steps, ...);
 * lengths, a second input, are (batch); the output is (batch, ...).
 *
 * @param axis the axis of steps, 0 or 1
 * @param hasLengths whether there are lengths; otherwise all sequences are as long as the axis
 */
public record SequenceLast(int axis, boolean hasLengths) implements Op {
  /**
   * Checks the axis.
   *
   * @param axis the axis of steps
   * @param hasLengths whether there are lengths
   */
  public SequenceLast {
    requireAxis(axis, 1);
  }

  @Override
  public String operator() {
    return "SequenceLast";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("data", data, 2, 32)) {
      return List.of(inputs.get(0));
    }
    long[] dimensions = new long[data.rank() - 1];
    dimensions[0] = data.dimension(1 - axis);
    for (int i = 1; i < dimensions.length; i++) {
      dimensions[i] = data.dimension(i + 1);
    }
    return List.of(inputs.get(0).withShape(Shape.of(dimensions)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return withLengths(inputs.get(0).shape(), inputs, axis);
  }

  static void requireAxis(int axis, int greatest) {
    if (axis < 0 || axis > greatest) {
      throw new IllegalArgumentException("axis is " + axis + ", expected 0 to " + greatest);
    }
  }

  /** Returns the shapes of data and, where there are any, of their lengths. */
  static List<Shape> withLengths(Shape data, List<ValueType> inputs, int axis) {
    List<Shape> shapes = new ArrayList<>(List.of(data));
    if (inputs.size() > 1) {
      shapes.add(Shape.of(data.isRankKnown() ? data.dimension(1 - axis) : Shape.UNKNOWN));
    }
    return shapes;
  }
}
