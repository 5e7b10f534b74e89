package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A value repeated along axes of size 1.
 *
 * @param axes the axes, negative if counted from the end
 * @param sizes their sizes in the output
 */
public record BroadcastAxis(List<Integer> axes, List<Long> sizes) implements Selection {
  /**
   * Checks the lists.
   *
   * @param axes the axes
   * @param sizes their sizes in the output
   */
  public BroadcastAxis {
    axes = List.copyOf(axes);
    sizes = List.copyOf(sizes);
    if (axes.size() != sizes.size()) {
      throw new IllegalArgumentException(
          "axis " + axes + " and size " + sizes + " differ in length");
    }
  }

  @Override
  public String operator() {
    return "broadcast_axis";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape output = inputs.get(0);
    for (int i = 0; i < axes.size(); i++) {
      int axis = Dimensions.axis(axes.get(i), output.rank());
      long size = output.dimension(axis);
      if (size != 1 && size != Shape.UNKNOWN) {
        throw new IllegalArgumentException(
            "axis "
                + axis
                + " of data of shape "
                + inputs.get(0)
                + " has size "
                + size
                + ", expected 1");
      }
      output = Dimensions.with(output, axis, sizes.get(i));
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    return Selection.repeated(axis, data, output);
  }
}
