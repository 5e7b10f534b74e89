package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * The sum of each element and all before it.
 *
 * @param axis the axis along which elements follow each other, negative if counted from the end;
 *     empty for all elements in row-major order
 * @param dataType the type of the result, or empty for that of the data
 */
public record CumulativeSum(Optional<Integer> axis, Optional<DataType> dataType) implements Op {
  @Override
  public String operator() {
    return "cumsum";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    Shape shape = data.shape();
    if (axis.isEmpty()) {
      long count = shape.isRankKnown() ? Dimensions.product(shape, 0, shape.rank()) : Shape.UNKNOWN;
      shape = Shape.of(count);
    } else if (shape.isRankKnown()) {
      Dimensions.axis(axis.get(), shape.rank());
    }
    return List.of(new ValueType(dataType.orElse(counted(data.dataType())), shape));
  }

  /** The sum of truth values is their number. */
  private static DataType counted(DataType type) {
    return type == DataType.BOOL ? DataType.INT64 : type;
  }
}
