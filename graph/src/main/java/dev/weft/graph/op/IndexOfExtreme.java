package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Where along an axis the greatest or least element is; the first of several.
 *
 * @param greatest whether the greatest is wanted, not the least
 * @param axis the axis, negative if counted from the end; none for all elements as one row
 * @param keepsDimension whether the axis remains, of size 1
 */
public record IndexOfExtreme(boolean greatest, Optional<Integer> axis, boolean keepsDimension)
    implements Op {
  @Override
  public String operator() {
    return greatest ? "argmax" : "argmin";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    return List.of(inputs.get(0).withShape(Dimensions.reduce(data, axis, keepsDimension)));
  }
}
