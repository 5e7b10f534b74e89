package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;

/**
 * A square matrix as a product of triangles, whose rows are exchanged for the greatest pivots.
 *
 * @param factors both triangles in one matrix
 * @param order which row of the matrix each row is
 * @param parity 1 or −1, as an even or an odd number of rows were exchanged
 */
record LuFactors(Matrix factors, int[] order, int parity) {
  static LuFactors of(Matrix matrix) {
    int size = matrix.rows();
    Matrix factors = new Matrix(size, size, matrix.elements().clone());
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
    Matrix exchanged = new Matrix(size, size, new double[size * size]);
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
