package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/** The Kronecker products of the columns of matrices, which have equally many. */
public record KhatriRao() implements Op {
  @Override
  public String operator() {
    return "khatri_rao";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape columns = Shape.of(Shape.UNKNOWN);
    long rows = 1;
    for (ValueType input : inputs) {
      Shape matrix = Dimensions.merge(input.shape(), Dimensions.ofRank(2));
      columns = Dimensions.merge(columns, Shape.of(matrix.dimension(1)));
      long own = matrix.dimension(0);
      rows =
          rows == Shape.UNKNOWN || own == Shape.UNKNOWN
              ? Shape.UNKNOWN
              : Math.multiplyExact(rows, own);
    }
    return List.of(inputs.get(0).withShape(Shape.of(rows, columns.dimension(0))));
  }
}
