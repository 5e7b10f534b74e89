package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A value repeated along dimensions of size 1, to the sizes that a second input has.
 *
 * @param axes axes of the value, negative if counted from the end; empty for all of them
 * @param likeAxes the axes of the second input that they take their sizes from
 */
public record BroadcastLike(List<Integer> axes, List<Integer> likeAxes) implements Selection {
  /**
   * Checks the lists.
   *
   * @param axes axes of the value
   * @param likeAxes axes of the second input
   */
  public BroadcastLike {
    axes = List.copyOf(axes);
    likeAxes = List.copyOf(likeAxes);
    if (axes.size() != likeAxes.size()) {
      throw new IllegalArgumentException(
          "lhs_axes " + axes + " and rhs_axes " + likeAxes + " differ in length");
    }
  }

  @Override
  public String operator() {
    return "broadcast_like";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape output = inputs.get(0);
    Shape like = inputs.get(1);
    if (!like.isRankKnown()) {
      return Dimensions.ofRank(output.rank());
    }
    if (axes.isEmpty()) {
      Dimensions.requireRank("rhs", like, output.rank(), output.rank());
      for (int axis = 0; axis < output.rank(); axis++) {
        output = BroadcastTo.widened(output, axis, like.dimension(axis));
      }
      return output;
    }
    for (int i = 0; i < axes.size(); i++) {
      long size = like.dimension(Dimensions.axis(likeAxes.get(i), like.rank()));
      output = BroadcastTo.widened(output, Dimensions.axis(axes.get(i), output.rank()), size);
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    return Selection.repeated(axis, data, output);
  }
}
