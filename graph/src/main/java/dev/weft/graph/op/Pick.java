package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * One element of each row along an axis of the first input, at the index that the second input
 * tells for the row.
 *
 * @param axis the axis, negative if counted from the end
 * @param keepsDimension whether the axis remains, of size 1
 * @param mode what becomes of an index that is out of range
 */
public record Pick(int axis, boolean keepsDimension, IndexMode mode) implements Op {
  @Override
  public String operator() {
    return "pick";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = inputs.get(1).shape();
    if (data.isRankKnown() && indices.isRankKnown()) {
      Dimensions.merge(indices, rows(data, indices));
    }
    return List.of(
        inputs.get(0).withShape(Dimensions.reduce(data, Optional.of(axis), keepsDimension)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = inputs.get(1).shape();
    boolean known = data.isRankKnown() && indices.isRankKnown();
    return List.of(data, known ? rows(data, indices) : indices);
  }

  private Shape rows(Shape data, Shape indices) {
    boolean keeps = indices.rank() == data.rank() && data.rank() > 1;
    return Dimensions.reduce(data, Optional.of(axis), keeps);
  }
}
