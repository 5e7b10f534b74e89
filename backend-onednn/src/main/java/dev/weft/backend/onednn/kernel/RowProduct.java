package dev.weft.backend.onednn.kernel;

import java.nio.FloatBuffer;

/**
 * Products of a few rows with a matrix, four of whose rows are in the processor's cache at a time.
 */
final class RowProduct {
  private final int columns;
  private final float[] first;
  private final float[] second;
  private final float[] third;
  private final float[] fourth;

  /** For one thread, and for matrices of as many columns. */
  RowProduct(int columns) {
    this.columns = columns;
    this.first = new float[columns];
    this.second = new float[columns];
    this.third = new float[columns];
    this.fourth = new float[columns];
  }

  /**
   * Adds rows times matrix to sums.
   *
   * @param rows the rows, (count, width)
   * @param count how many
   * @param width the number of their elements, and of the matrix's rows
   * @param matrix holds the matrix, (width, columns)
   * @param offset where in it
   * @param sums what is added to, (count, columns)
   */
  void add(float[] rows, int count, int width, FloatBuffer matrix, int offset, float[] sums) {
    int column = 0;
    for (; column + 4 <= width; column += 4) {
      int from = offset + column * columns;
      matrix.get(from, first, 0, columns);
      matrix.get(from + columns, second, 0, columns);
      matrix.get(from + 2 * columns, third, 0, columns);
      matrix.get(from + 3 * columns, fourth, 0, columns);
      for (int row = 0; row < count; row++) {
        addFour(sums, row * columns, rows, row * width + column);
      }
    }
    for (; column < width; column++) {
      matrix.get(offset + column * columns, first, 0, columns);
      for (int row = 0; row < count; row++) {
        addOne(sums, row * columns, rows[row * width + column]);
      }
    }
  }

  private void addFour(float[] sums, int at, float[] rows, int from) {
    float a = rows[from];
    float b = rows[from + 1];
    float c = rows[from + 2];
    float d = rows[from + 3];
    float[] one = first;
    float[] two = second;
    float[] three = third;
    float[] four = fourth;
    for (int i = 0; i < columns; i++) {
      sums[at + i] += a * one[i] + b * two[i] + c * three[i] + d * four[i];
    }
  }

  private void addOne(float[] sums, int at, float factor) {
    float[] one = first;
    for (int i = 0; i < columns; i++) {
      sums[at + i] += factor * one[i];
    }
  }
}
