package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The elements of a range along one axis.
 *
 * @param axis the axis, negative if counted from the end
 * @param begin the first position, negative if counted from the end
 * @param end one more than the last position, negative if counted from the end; empty for the end
 */
public record SliceAxis(int axis, long begin, Optional<Long> end) implements Selection {
  @Override
  public String operator() {
    return "slice_axis";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    int position = Dimensions.axis(axis, data.rank());
    return Dimensions.with(
        data, position, Dimensions.map(data.dimension(position), size -> last(size) - first(size)));
  }

  @Override
  public int[] positions(int of, Shape data, Shape output) {
    boolean sliced = of == Dimensions.axis(axis, data.rank());
    long first = sliced ? first(data.dimension(of)) : 0;
    return Selection.spaced(first, 1, output.dimension(of));
  }

  private long first(long size) {
    return begin < 0 ? begin + size : begin;
  }

  private long last(long size) {
    long last = end.map(given -> given < 0 ? given + size : given).orElse(size);
    if (first(size) < 0 || last > size || first(size) >= last) {
      throw new IllegalArgumentException(
          "begin "
              + begin
              + " and end "
              + end.map(Object::toString).orElse("None")
              + " tell no elements of a dimension of size "
              + size
              + ", expected at least one");
    }
    return last;
  }
}
