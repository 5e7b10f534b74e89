package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A value of which some slices along the first axis, which a second input names, are replaced by
 * those of a third input.
 */
public record IndexCopy() implements Op {
  @Override
  public String operator() {
    return "_contrib_index_copy";
  }

  @Override
  public boolean sharesType(int input) {
    return input != 1;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = Dimensions.merge(inputs.get(1).shape(), Shape.of(Shape.UNKNOWN));
    if (Dimensions.requireRank("old_tensor", data, 1, 32)) {
      Dimensions.merge(inputs.get(2).shape(), Dimensions.with(data, 0, indices.dimension(0)));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape(), inputs.get(1).shape(), inputs.get(2).shape());
  }
}
