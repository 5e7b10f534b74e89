package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Slices of the first input along an axis, in the order of the indices that the second input holds.
 *
 * @param axis the axis, negative if counted from the end
 * @param mode what becomes of an index that is out of range
 */
public record Take(int axis, IndexMode mode) implements Op {
  @Override
  public String operator() {
    return "take";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = inputs.get(1).shape();
    if (!data.isRankKnown() || !indices.isRankKnown()) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    int position = Dimensions.axis(axis, data.rank());
    long[] dimensions = new long[data.rank() + indices.rank() - 1];
    for (int i = 0; i < data.rank(); i++) {
      if (i != position) {
        dimensions[i < position ? i : i + indices.rank() - 1] = data.dimension(i);
      }
    }
    for (int i = 0; i < indices.rank(); i++) {
      dimensions[position + i] = indices.dimension(i);
    }
    return List.of(inputs.get(0).withShape(Shape.of(dimensions)));
  }
}
