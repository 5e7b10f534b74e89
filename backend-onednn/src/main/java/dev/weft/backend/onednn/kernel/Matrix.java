package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;

/** A matrix of double-precision numbers while a kernel runs. */
final class Matrix {
  private final int rows;
  private final int columns;
  private final double[] elements;

  /** Makes a matrix of elements in row-major order, which are not copied. */
  private Matrix(int rows, int columns, double[] elements) {
    this.rows = rows;
    this.columns = columns;
    this.elements = elements;
  }

  static Matrix read(Elements from, int offset, int rows, int columns) {
    double[] elements = new double[rows * columns];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = from.get(offset + i);
    }
    return new Matrix(rows, columns, elements);
  }

  static Matrix identity(int size) {
    Matrix identity = new Matrix(size, size, new double[size * size]);
    for (int i = 0; i < size; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  Matrix copy() {
    return new Matrix(rows, columns, elements.clone());
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  void write(Elements to, int offset) {
    for (int i = 0; i < elements.length; i++) {
      to.set(offset + i, elements[i]);
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int count() {
    return elements.length;
  }

  double at(int row, int column) {
    return elements[row * columns + column];
  }

  void set(int row, int column, double value) {
    elements[row * columns + column] = value;
  }

  Matrix transposed() {
    Matrix result = new Matrix(columns, rows, new double[elements.length]);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result.set(j, i, at(i, j));
      }
    }
    return result;
  }

  Matrix scaled(double factor) {
    double[] scaled = elements.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new Matrix(rows, columns, scaled);
  }

  Matrix times(Matrix other) {
    Matrix product = new Matrix(rows, other.columns, new double[rows * other.columns]);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double factor = at(i, k);
        for (int j = 0; j < other.columns; j++) {
          product.elements[i * other.columns + j] += factor * other.at(k, j);
        }
      }
    }
    return product;
  }

  /** Returns the matrix with zeros beyond the diagonal. */
  Matrix triangle(boolean lower) {
    Matrix result = new Matrix(rows, columns, elements.clone());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (lower ? j > i : j < i) {
          result.set(i, j, 0);
        }
      }
    }
    return result;
  }

  double diagonalLogarithms() {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += Math.log(at(i, i));
    }
    return sum;
  }

  /** Returns what this triangle is to be multiplied with for another matrix. */
  Matrix solveTriangle(boolean lower, Matrix wanted) {
    Matrix solution = new Matrix(rows, wanted.columns, wanted.elements.clone());
    for (int n = 0; n < rows; n++) {
      int i = lower ? n : rows - 1 - n;
      for (int j = 0; j < wanted.columns; j++) {
        double sum = solution.at(i, j);
        for (int k = lower ? 0 : i + 1; k < (lower ? i : rows); k++) {
          sum -= at(i, k) * solution.at(k, j);
        }
        solution.set(i, j, sum / at(i, i));
      }
    }
    return solution;
  }

  /** Returns the lower triangle L for which this is L · Lᵀ; only the lower triangle is read. */
  Matrix cholesky(String subject) {
    Matrix factor = new Matrix(rows, columns, new double[elements.length]);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = at(i, j);
        for (int k = 0; k < j; k++) {
          sum -= factor.at(i, k) * factor.at(j, k);
        }
        if (i == j && !(sum > 0)) {
          throw new BackendException(
              subject, "factorisation", 0, "a matrix is not positive definite, expected one");
        }
        factor.set(i, j, i == j ? Math.sqrt(sum) : sum / factor.at(j, j));
      }
    }
    return factor;
  }
}
