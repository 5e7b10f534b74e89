package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * alpha · products of matrices, one for each index of the other axes; plus beta · the third input,
 * if there is one. Columns are the last axis.
 *
 * @param operator its name in MXNet
 * @param transposesFirst whether the first matrices are transposed
 * @param transposesSecond whether the second matrices are transposed
 * @param alpha factor of the products
 * @param beta factor of the third input
 * @param rowAxis the axis of the rows, negative if counted from the end
 */
public record MatrixProduct(
    String operator,
    boolean transposesFirst,
    boolean transposesSecond,
    double alpha,
    double beta,
    int rowAxis)
    implements Op {
  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape first = inputs.get(0).shape();
    Shape second = inputs.get(1).shape();
    boolean known = Dimensions.requireRank("lhs", first, 2, Integer.MAX_VALUE);
    if (!known || !second.isRankKnown()) {
      return List.of(
          inputs.get(0).withShape(known ? Dimensions.ofRank(first.rank()) : Shape.ofUnknownRank()));
    }
    Dimensions.requireRank("rhs", second, first.rank(), first.rank());
    int last = first.rank() - 1;
    int rows = Dimensions.axis(rowAxis, first.rank());
    if (rows == last) {
      throw new IllegalArgumentException("rows are the last axis, which is that of the columns");
    }
    Shape batches = Dimensions.merge(batches(first, rows), batches(second, rows));
    long inner = first.dimension(transposesFirst ? rows : last);
    long otherInner = second.dimension(transposesSecond ? last : rows);
    if (inner != otherInner && inner != Shape.UNKNOWN && otherInner != Shape.UNKNOWN) {
      throw new IllegalArgumentException(
          "matrices of " + first + " and " + second + " cannot be multiplied");
    }
    Shape product = Dimensions.with(batches, rows, first.dimension(transposesFirst ? last : rows));
    product = Dimensions.with(product, last, second.dimension(transposesSecond ? rows : last));
    return List.of(inputs.get(0).withShape(product));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    List<Shape> shapes = new ArrayList<>(Op.super.inferInputs(inputs, outputs));
    if (shapes.size() > 2) {
      shapes.set(2, outputs.get(0).shape());
    }
    return shapes;
  }

  private static Shape batches(Shape shape, int rows) {
    return Dimensions.with(
        Dimensions.with(shape, rows, Shape.UNKNOWN), shape.rank() - 1, Shape.UNKNOWN);
  }
}
