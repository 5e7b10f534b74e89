package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Functions of matrices, which are the last two dimensions of their inputs.
 *
 * @param function which
 * @param lower whether the lower triangle is the one that counts
 * @param transposes whether the first matrix is transposed
 * @param onRight whether the first matrix is multiplied from the right
 * @param alpha what the result is multiplied with
 */
public record LinearAlgebra(
    Function function, boolean lower, boolean transposes, boolean onRight, double alpha)
    implements Op {
  /** Functions of matrices, by MXNet's names. */
  public enum Function {
    /** The triangle L for which A = L · Lᵀ, or U for which A = Uᵀ · U. */
    POTRF,
    /** The inverse of L · Lᵀ or of Uᵀ · U, of the triangle. */
    POTRI,
    /** A triangle times a matrix. */
    TRMM,
    /** What a triangle is to be multiplied with for a matrix. */
    TRSM,
    /** A matrix times itself, transposed. */
    SYRK,
    /** The sum of the logarithms of the diagonal. */
    SUMLOGDIAG,
    /** The inverse. */
    INVERSE,
    /** The determinant. */
    DET,
    /** The sign of the determinant, and the logarithm of its absolute value. */
    SLOGDET
  }

  @Override
  public String operator() {
    return "_linalg_" + function.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public int outputs() {
    return function == Function.SLOGDET ? 2 : 1;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType first = inputs.get(0);
    Shape shape = first.shape();
    if (!Dimensions.requireRank("A", shape, 2, 32)) {
      ValueType unknown = first.withShape(Shape.ofUnknownRank());
      return outputs() == 2 ? List.of(unknown, unknown) : List.of(unknown);
    }
    int last = shape.rank() - 1;
    if (function == Function.SYRK) {
      long size = shape.dimension(transposes ? last : last - 1);
      Shape product = Dimensions.with(Dimensions.with(shape, last - 1, size), last, size);
      return List.of(first.withShape(product));
    }
    long size =
        Dimensions.merge(Shape.of(shape.dimension(last - 1)), Shape.of(shape.dimension(last)))
            .dimension(0);
    return switch (function) {
      case TRMM, TRSM -> List.of(product(inputs.get(1), shape, size));
      case SUMLOGDIAG, DET -> List.of(first.withShape(matrices(shape)));
      case SLOGDET -> List.of(first.withShape(matrices(shape)), first.withShape(matrices(shape)));
      default -> List.of(first);
    };
  }

  private ValueType product(ValueType other, Shape first, long size) {
    int rank = first.rank();
    Dimensions.requireRank("B", other.shape(), rank, rank);
    Shape wanted = Dimensions.with(first, rank - 1, Shape.UNKNOWN);
    wanted = Dimensions.with(wanted, rank - 2, Shape.UNKNOWN);
    wanted = Dimensions.with(wanted, onRight ? rank - 1 : rank - 2, size);
    return other.withShape(Dimensions.merge(other.shape(), wanted));
  }

  private static Shape matrices(Shape shape) {
    if (shape.rank() == 2) {
      return Shape.of(1);
    }
    return Dimensions.without(Dimensions.without(shape, shape.rank() - 1), shape.rank() - 2);
  }
}
