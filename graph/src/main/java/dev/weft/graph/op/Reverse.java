package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * All elements, the last first along some axes.
 *
 * @param axes the axes, negative if counted from the end
 */
public record Reverse(List<Integer> axes) implements Selection {
  /**
   * Copies the list.
   *
   * @param axes the axes
   */
  public Reverse {
    axes = List.copyOf(axes);
  }

  @Override
  public String operator() {
    return "reverse";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    axes.forEach(axis -> Dimensions.axis(axis, data.rank()));
    return data;
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    long size = output.dimension(axis);
    boolean reversed = axes.stream().anyMatch(named -> Dimensions.axis(named, data.rank()) == axis);
    return reversed ? Selection.spaced(size - 1, -1, size) : Selection.spaced(0, 1, size);
  }
}
