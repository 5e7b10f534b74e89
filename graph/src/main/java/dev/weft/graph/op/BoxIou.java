package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * The overlap of each box of (..., 4) with each of another (..., 4), as a part of their union.
 *
 * @param centres whether coordinates are those of the centre, width and height rather than left,
 *     top, right and bottom
 */
public record BoxIou(boolean centres) implements Op {
  @Override
  public String operator() {
    return "_contrib_box_iou";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape left = inputs.get(0).shape();
    Shape right = inputs.get(1).shape();
    boolean known = Dimensions.requireRank("lhs", left, 2, 32);
    known &= Dimensions.requireRank("rhs", right, 2, 32);
    if (!known) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    for (Shape boxes : List.of(left, right)) {
      Dimensions.merge(Shape.of(boxes.dimension(boxes.rank() - 1)), Shape.of(4));
    }
    long[] dimensions = new long[left.rank() + right.rank() - 2];
    for (int i = 0; i < dimensions.length; i++) {
      int own = i - (left.rank() - 1);
      dimensions[i] = own < 0 ? left.dimension(i) : right.dimension(own);
    }
    return List.of(inputs.get(0).withShape(Shape.of(dimensions)));
  }
}
