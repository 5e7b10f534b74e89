package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;

/**
 * A square matrix as a product of triangles, both of which are in one matrix, and whose rows are
 * exchanged for the greatest pivots.
 */
final class LuFactors {
  private final Matrix factors;
  private final int[] order;
  private final int parity;

  /** Makes factors of a matrix whose rows are in an order of that parity, 1 or −1. */
  private LuFactors(Matrix factors, int[] order, int parity) {
    this.factors = factors;
    this.order = order;
    this.parity = parity;
  }

  static LuFactors of(Matrix matrix) {
    int size = matrix.rows();
    Matrix factors = matrix.copy();
    int[] order = new int[size];
    int parity = 1;
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        if (Math.abs(factors.at(row, column)) > Math.abs(factors.at(pivot, column))) {
          pivot = row;
        }
      }
      if (pivot != column) {
        exchange(factors, order, pivot, column);
        parity = -parity;
      }
      if (factors.at(column, column) != 0) {
        eliminate(factors, column);
      }
    }
    return new LuFactors(factors, order, parity);
  }

  private static void exchange(Matrix factors, int[] order, int one, int other) {
    int index = order[one];
    order[one] = order[other];
    order[other] = index;
    for (int i = 0; i < factors.columns(); i++) {
      double element = factors.at(one, i);
      factors.set(one, i, factors.at(other, i));
      factors.set(other, i, element);
    }
  }

  private static void eliminate(Matrix factors, int column) {
    for (int row = column + 1; row < factors.rows(); row++) {
      double factor = factors.at(row, column) / factors.at(column, column);
      factors.set(row, column, factor);
      for (int i = column + 1; i < factors.columns(); i++) {
        factors.set(row, i, factors.at(row, i) - factor * factors.at(column, i));
      }
    }
  }

  double determinant() {
    double product = parity;
    for (int i = 0; i < order.length; i++) {
      product *= factors.at(i, i);
    }
    return product;
  }

  double sign() {
    double sign = parity;
    for (int i = 0; i < order.length; i++) {
      sign *= Math.signum(factors.at(i, i));
    }
    return sign;
  }

  /** Returns the logarithm of the absolute value of the determinant. */
  double logarithm() {
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      sum += Math.log(Math.abs(factors.at(i, i)));
    }
    return sum;
  }

  Matrix inverse(String subject) {
    int size = order.length;
    Matrix lower = factors.triangle(true);
    Matrix exchanged = Matrix.zeros(size, size);
    for (int i = 0; i < size; i++) {
      if (factors.at(i, i) == 0) {
        throw new BackendException(
            subject, "factorisation", 0, "a matrix has no inverse, expected one that has");
      }
      lower.set(i, i, 1);
      exchanged.set(i, order[i], 1);
    }
    return factors.triangle(false).solveTriangle(false, lower.solveTriangle(true, exchanged));
  }
}
