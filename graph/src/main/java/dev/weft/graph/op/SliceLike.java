package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * The first elements along axes, as many as a second input has.
 *
 * @param axes the axes, negative if counted from the end; empty for all of them
 */
public record SliceLike(List<Integer> axes) implements Selection {
  /**
   * Copies the list.
   *
   * @param axes the axes
   */
  public SliceLike {
    axes = List.copyOf(axes);
  }

  @Override
  public String operator() {
    return "slice_like";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    Shape like = inputs.get(1);
    if (!like.isRankKnown()) {
      return Dimensions.ofRank(data.rank());
    }
    if (axes.isEmpty()) {
      Dimensions.requireRank("shape_like", like, data.rank(), data.rank());
    }
    Shape output = data;
    for (int axis = 0; axis < data.rank(); axis++) {
      if (isSliced(axis, data.rank())) {
        if (axis >= like.rank()) {
          throw new IllegalArgumentException(
              "shape_like has the shape " + like + ", which lacks axis " + axis);
        }
        long size = data.dimension(axis);
        if (size != Shape.UNKNOWN && like.dimension(axis) > size) {
          throw new IllegalArgumentException(
              "axis " + axis + " of data of shape " + data + " is shorter than that of " + like);
        }
        output = Dimensions.with(output, axis, like.dimension(axis));
      }
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    return Selection.spaced(0, 1, output.dimension(axis));
  }

  private boolean isSliced(int axis, int rank) {
    return axes.isEmpty() || axes.stream().anyMatch(named -> Dimensions.axis(named, rank) == axis);
  }
}
