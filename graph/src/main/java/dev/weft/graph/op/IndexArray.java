package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The indices of each element of a value along some axes, as 64-bit integers in a new last
 * dimension.
 *
 * @param axes the axes, negative if counted from the end; none for all
 */
public record IndexArray(List<Integer> axes) implements Op {
  /**
   * Copies the axes.
   *
   * @param axes the axes
   */
  public IndexArray {
    axes = List.copyOf(axes);
  }

  @Override
  public String operator() {
    return "_contrib_index_array";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  /**
   * {@return the axes, counted from the front}
   *
   * @param rank the number of dimensions of the value
   */
  public int[] positions(int rank) {
    return axes.isEmpty()
        ? IntStream.range(0, rank).toArray()
        : axes.stream().mapToInt(axis -> Dimensions.axis(axis, rank)).toArray();
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output =
        data.isRankKnown() ? Dimensions.append(data, positions(data.rank()).length) : data;
    return List.of(new ValueType(DataType.INT64, output));
  }
}
