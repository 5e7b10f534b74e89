package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The sum of products along the last axis of the first input and the first axis of the second; a
 * transposed one has its first axis behind its others, or its last before them.
 *
 * @param transposesFirst whether the first input is transposed
 * @param transposesSecond whether the second input is transposed
 */
public record Dot(boolean transposesFirst, boolean transposesSecond) implements Op {
  @Override
  public String operator() {
    return "dot";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape first = inputs.get(0).shape();
    Shape second = inputs.get(1).shape();
    if (!first.isRankKnown() || !second.isRankKnown()) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    Dimensions.requireRank("lhs", first, 1, Integer.MAX_VALUE);
    Dimensions.requireRank("rhs", second, 1, Integer.MAX_VALUE);
    long inner = first.dimension(transposesFirst ? 0 : first.rank() - 1);
    long otherInner = second.dimension(transposesSecond ? second.rank() - 1 : 0);
    if (inner != otherInner && inner != Shape.UNKNOWN && otherInner != Shape.UNKNOWN) {
      throw new IllegalArgumentException(
          "values of " + first + " and " + second + " cannot be multiplied");
    }
    LongStream rows = LongStream.of(first.dimensions());
    LongStream columns = LongStream.of(second.dimensions());
    rows = transposesFirst ? rows.skip(1) : rows.limit(first.rank() - 1L);
    columns = transposesSecond ? columns.limit(second.rank() - 1L) : columns.skip(1);
    long[] dimensions = LongStream.concat(rows, columns).toArray();
    return List.of(
        inputs.get(0).withShape(dimensions.length == 0 ? Shape.of(1) : Shape.of(dimensions)));
  }
}
