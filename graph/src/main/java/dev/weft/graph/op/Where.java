package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Elements of the second input where the first is not 0, else of the third. The condition has the
 * shape of the other two, or one element for each index of their first axis.
 */
public record Where() implements Op {
  @Override
  public String operator() {
    return "where";
  }

  @Override
  public boolean sharesType(int input) {
    return input != 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape condition = inputs.get(0).shape();
    Shape shape = Dimensions.merge(inputs.get(1).shape(), inputs.get(2).shape());
    if (condition.isRankKnown() && shape.isRankKnown()) {
      if (condition.rank() == shape.rank()) {
        shape = Dimensions.merge(shape, condition);
      } else if (condition.rank() == 1) {
        Dimensions.merge(condition, Shape.of(shape.dimension(0)));
      } else {
        throw new IllegalArgumentException(
            "condition has the shape " + condition + ", expected rank 1 or that of " + shape);
      }
    }
    return List.of(inputs.get(1).withShape(shape));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape shape = outputs.get(0).shape();
    Shape condition = inputs.get(0).shape();
    boolean same =
        shape.isRankKnown() && condition.isRankKnown() && condition.rank() == shape.rank();
    return List.of(same ? shape : condition, shape, shape);
  }
}
