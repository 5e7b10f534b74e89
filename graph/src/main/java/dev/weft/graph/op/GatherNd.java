package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Parts of the first input, at the positions that the second tells: its first dimension counts the
 * axes that are indexed, the others are those of the result. Negative indices count from the end.
 */
public record GatherNd() implements Op {
  @Override
  public String operator() {
    return "gather_nd";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape indices = inputs.get(1).shape();
    boolean known = Dimensions.requireRank("indices", indices, 2, Integer.MAX_VALUE);
    if (!known || !data.isRankKnown() || indices.dimension(0) == Shape.UNKNOWN) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    int indexed = (int) indices.dimension(0);
    if (indexed > data.rank()) {
      throw new IllegalArgumentException(
          "indices " + indices + " are of " + indexed + " axes, but the data are " + data);
    }
    LongStream outer = LongStream.of(indices.dimensions()).skip(1);
    LongStream inner = LongStream.of(data.dimensions()).skip(indexed);
    return List.of(inputs.get(0).withShape(Shape.of(LongStream.concat(outer, inner).toArray())));
  }
}
