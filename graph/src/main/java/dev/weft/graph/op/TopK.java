package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * The first elements of each row along an axis, once the row is sorted.
 *
 * @param count how many, or at most 0 for all
 * @param axis the axis, negative if counted from the end; none for all elements as one row
 * @param result what is told of these elements
 * @param ascending whether the least come first, not the greatest
 * @param indexType the type of indices
 */
public record TopK(
    long count, Optional<Integer> axis, Result result, boolean ascending, DataType indexType)
    implements Op {
  /** What is told of the elements. */
  public enum Result {
    /** They themselves. */
    VALUES,
    /** Where in the row they are. */
    INDICES,
    /** They themselves, and as another output where they are. */
    BOTH,
    /** 1 for each of them and 0 for each other, in the order of the data. */
    MASK
  }

  @Override
  public String operator() {
    return "topk";
  }

  @Override
  public int outputs() {
    return result == Result.BOTH ? 2 : 1;
  }

  @Override
  public boolean sharesType(int input) {
    return result != Result.INDICES;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    ValueType values = data.withShape(result == Result.MASK ? data.shape() : chosen(data.shape()));
    ValueType indices = values.withDataType(indexType);
    return switch (result) {
      case VALUES, MASK -> List.of(values);
      case INDICES -> List.of(indices);
      case BOTH -> List.of(values, indices);
    };
  }

  private Shape chosen(Shape data) {
    if (!data.isRankKnown()) {
      return axis.isPresent() ? data : Shape.of(count > 0 ? count : Shape.UNKNOWN);
    }
    int position = axis.map(a -> Dimensions.axis(a, data.rank())).orElse(0);
    long size =
        axis.isPresent() ? data.dimension(position) : Dimensions.product(data, 0, data.rank());
    if (size != Shape.UNKNOWN && count > size) {
      throw new IllegalArgumentException("k is " + count + ", expected at most " + size);
    }
    long taken = count > 0 ? count : size;
    return axis.isPresent() ? Dimensions.with(data, position, taken) : Shape.of(taken);
  }
}
