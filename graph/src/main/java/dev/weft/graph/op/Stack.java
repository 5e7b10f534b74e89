package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Values of one shape put behind one another along a new axis.
 *
 * @param axis where the axis is in the output, negative if counted from the end
 */
public record Stack(int axis) implements Op {
  @Override
  public String operator() {
    return "stack";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape part = Shape.ofUnknownRank();
    for (ValueType input : inputs) {
      part = Dimensions.merge(part, input.shape());
    }
    if (!part.isRankKnown()) {
      return List.of(inputs.get(0).withShape(part));
    }
    List<Long> dimensions = new ArrayList<>();
    for (long size : part.dimensions()) {
      dimensions.add(size);
    }
    dimensions.add(Dimensions.axis(axis, part.rank() + 1), (long) inputs.size());
    return List.of(inputs.get(0).withShape(shape(dimensions)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape output = outputs.get(0).shape();
    if (!output.isRankKnown()) {
      return Op.super.inferInputs(inputs, outputs);
    }
    List<Long> dimensions = new ArrayList<>();
    for (long size : output.dimensions()) {
      dimensions.add(size);
    }
    dimensions.remove(Dimensions.axis(axis, output.rank()));
    return Collections.nCopies(inputs.size(), shape(dimensions));
  }

  private static Shape shape(List<Long> dimensions) {
    return Shape.of(dimensions.stream().mapToLong(Long::longValue).toArray());
  }
}
