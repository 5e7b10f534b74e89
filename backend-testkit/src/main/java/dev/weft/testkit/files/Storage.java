package dev.weft.testkit.files;

import java.util.List;

/**
 * How an array's elements are stored: all of them, or those of some rows, or those that are not
 * zero. Indices are 64 bits wide in files, as MXNet writes them.
 */
public sealed interface Storage {

  /**
   * The storage type's number in files.
   *
   * @return the number
   */
  int code();

  /**
   * The shape of the stored elements.
   *
   * @param shape the shape of the array as a whole
   * @return the shape of what is stored
   */
  List<Integer> storedShape(List<Integer> shape);

  /**
   * The arrays of indices, in the order in which files hold them.
   *
   * @return the indices; empty for a dense array
   */
  List<List<Long>> indices();

  /**
   * Checks that an array of a shape can be stored so.
   *
   * @param name the array's name, for the message
   * @param shape the shape of the array as a whole
   */
  void requireFits(String name, List<Integer> shape);

  /** All elements. */
  record Dense() implements Storage {

    @Override
    public int code() {
      return 0;
    }

    @Override
    public List<Integer> storedShape(List<Integer> shape) {
      return shape;
    }

    @Override
    public List<List<Long>> indices() {
      return List.of();
    }

    @Override
    public void requireFits(String name, List<Integer> shape) {}
  }

  /**
   * The elements of some rows; all others are zero.
   *
   * @param rows the rows stored, rising
   */
  record RowSparse(List<Long> rows) implements Storage {

    /**
     * Copies the rows.
     *
     * @param rows the rows stored, rising
     */
    public RowSparse {
      rows = List.copyOf(rows);
    }

    @Override
    public int code() {
      return 1;
    }

    @Override
    public List<Integer> storedShape(List<Integer> shape) {
      Integer[] stored = shape.toArray(new Integer[0]);
      stored[0] = rows.size();
      return List.of(stored);
    }

    @Override
    public List<List<Long>> indices() {
      return List.of(rows);
    }

    @Override
    public void requireFits(String name, List<Integer> shape) {
      if (shape.isEmpty()) {
        throw new IllegalArgumentException(name + " is a scalar; row_sparse needs a rank above 0");
      }
    }
  }

  /**
   * The elements of a matrix that are not zero, row by row (compressed sparse row).
   *
   * @param rowStarts where each row begins among the stored elements, then how many there are
   * @param columns the column of each stored element
   */
  record Csr(List<Long> rowStarts, List<Long> columns) implements Storage {

    /**
     * Copies both lists.
     *
     * @param rowStarts where each row begins among the stored elements, then how many there are
     * @param columns the column of each stored element
     */
    public Csr {
      rowStarts = List.copyOf(rowStarts);
      columns = List.copyOf(columns);
    }

    @Override
    public int code() {
      return 2;
    }

    @Override
    public List<Integer> storedShape(List<Integer> shape) {
      return List.of(columns.size());
    }

    @Override
    public List<List<Long>> indices() {
      return List.of(rowStarts, columns);
    }

    @Override
    public void requireFits(String name, List<Integer> shape) {
      if (shape.size() != 2 || rowStarts.size() != shape.get(0) + 1) {
        throw new IllegalArgumentException(
            "%s has shape %s and %d row starts; csr needs a matrix and one more than its rows"
                .formatted(name, shape, rowStarts.size()));
      }
    }
  }
}
