package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.LinearAlgebra;

/**
 * {@link LinearAlgebra}: functions of matrices, computed one after the other in double precision.
 */
public final class LinearAlgebraKernel implements Kernel {
  private final LinearAlgebra op;
  private final int rows;
  private final int columns;
  private final int otherRows;
  private final int otherColumns;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param first the shape of the first input
   * @param second the shape of the last input
   */
  public LinearAlgebraKernel(LinearAlgebra op, Shape first, Shape second) {
    this.op = op;
    this.rows = Math.toIntExact(first.dimension(first.rank() - 2));
    this.columns = Math.toIntExact(first.dimension(first.rank() - 1));
    this.otherRows = Math.toIntExact(second.dimension(second.rank() - 2));
    this.otherColumns = Math.toIntExact(second.dimension(second.rank() - 1));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int elements = rows * columns;
    int matrices = elements == 0 ? 0 : inputs[0].count() / elements;
    for (int i = 0; i < matrices; i++) {
      Matrix matrix = Matrix.read(inputs[0], i * elements, rows, columns);
      switch (op.function()) {
        case SUMLOGDIAG -> outputs[0].set(i, matrix.diagonalLogarithms());
        case DET -> outputs[0].set(i, LuFactors.of(matrix).determinant());
        case SLOGDET -> {
          LuFactors factors = LuFactors.of(matrix);
          outputs[0].set(i, factors.sign());
          outputs[1].set(i, factors.logarithm());
        }
        default -> {
          Matrix result = result(matrix, inputs, i);
          result.write(outputs[0], i * result.count());
        }
      }
    }
  }

  private Matrix result(Matrix matrix, Elements[] inputs, int index) {
    return switch (op.function()) {
      case INVERSE -> LuFactors.of(matrix).inverse(op.operator());
      case SYRK ->
          (op.transposes() ? matrix.transposed().times(matrix) : matrix.times(matrix.transposed()))
              .scaled(op.alpha());
      case POTRF -> {
        Matrix lower = op.lower() ? matrix : matrix.transposed();
        Matrix factor = lower.cholesky(op.operator());
        yield op.lower() ? factor : factor.transposed();
      }
      case POTRI -> {
        Matrix lower = (op.lower() ? matrix : matrix.transposed()).triangle(true);
        Matrix inverse = lower.solveTriangle(true, Matrix.identity(rows));
        yield inverse.transposed().times(inverse);
      }
      default -> {
        int at = index * otherRows * otherColumns;
        yield triangular(matrix, Matrix.read(inputs[1], at, otherRows, otherColumns));
      }
    };
  }

  private Matrix triangular(Matrix matrix, Matrix given) {
    Matrix triangle = matrix.triangle(op.lower());
    Matrix factor = op.transposes() ? triangle.transposed() : triangle;
    Matrix other = given.scaled(op.alpha());
    if (op.function() == LinearAlgebra.Function.TRMM) {
      return op.onRight() ? other.times(factor) : factor.times(other);
    }
    boolean lower = op.lower() != op.transposes();
    return op.onRight()
        ? factor.transposed().solveTriangle(!lower, other.transposed()).transposed()
        : factor.solveTriangle(lower, other);
  }
}
