package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Values put behind one another along an axis.
 *
 * @param axis the axis, negative if counted from the end
 */
public record Concat(int axis) implements Op {
  @Override
  public String operator() {
    return "Concat";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape output = Shape.ofUnknownRank();
    for (ValueType input : inputs) {
      output = Dimensions.merge(output, others(input.shape()));
    }
    if (!output.isRankKnown()) {
      return List.of(inputs.get(0).withShape(output));
    }
    int position = Dimensions.axis(axis, output.rank());
    long sum = 0;
    for (ValueType input : inputs) {
      Shape shape = input.shape();
      boolean known = shape.isRankKnown() && shape.dimension(position) != Shape.UNKNOWN;
      sum = known && sum != Shape.UNKNOWN ? sum + shape.dimension(position) : Shape.UNKNOWN;
    }
    return List.of(inputs.get(0).withShape(Dimensions.with(output, position, sum)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    if (!output.isRankKnown()) {
      return Op.super.inferInputs(inputs, outputs);
    }
    Shape others = others(output);
    return inputs.stream().map(input -> Dimensions.merge(input.shape(), others)).toList();
  }

  private Shape others(Shape shape) {
    return shape.isRankKnown()
        ? Dimensions.with(shape, Dimensions.axis(axis, shape.rank()), Shape.UNKNOWN)
        : shape;
  }
}
