package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Pairs of rows and columns of score matrices, best scores first, each row and column at most once.
 * Outputs are the column of each row and the row of each column, −1 where there is none.
 *
 * @param ascending whether low scores are good
 * @param threshold the score that a pair must be better than
 * @param most the number of pairs, not positive for any
 */
public record BipartiteMatching(boolean ascending, double threshold, int most) implements Op {
  @Override
  public String operator() {
    return "_contrib_bipartite_matching";
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    if (!Dimensions.requireRank("data", data.shape(), 2, 32)) {
      ValueType unknown = data.withShape(Shape.ofUnknownRank());
      return List.of(unknown, unknown);
    }
    int last = data.shape().rank() - 1;
    return List.of(
        data.withShape(Dimensions.without(data.shape(), last)),
        data.withShape(Dimensions.without(data.shape(), last - 1)));
  }
}
