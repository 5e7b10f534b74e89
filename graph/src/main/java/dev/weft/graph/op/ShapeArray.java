package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * The shape of a value, or the number of its elements, as 64-bit integers.
 *
 * @param counts whether the number of elements is wanted
 */
public record ShapeArray(boolean counts) implements Op {
  @Override
  public String operator() {
    return counts ? "size_array" : "shape_array";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    long rank = data.isRankKnown() ? data.rank() : Shape.UNKNOWN;
    return List.of(new ValueType(DataType.INT64, Shape.of(counts ? 1 : rank)));
  }

  /**
   * {@return the elements of the output}
   *
   * @param data the known shape of the value
   */
  public long[] elements(Shape data) {
    return counts ? new long[] {data.elementCount()} : data.dimensions();
  }
}
