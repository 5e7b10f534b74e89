package dev.weft.format;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.Arrays;

/** Reads what a file says of one sparse array and steps over its data and indices. */
final class SparseReader {
  private final ByteSource source;
  private final DirectoryCursor cursor;
  private final ArrayReader fields;

  SparseReader(ByteSource source, DirectoryCursor cursor, ArrayReader fields) {
    this.source = source;
    this.cursor = cursor;
    this.fields = fields;
  }

  /** Reads an array of some rows. */
  ArrayHeader rows() {
    long start = cursor.position();
    long[] stored = fields.shape(false);
    long[] dense = fields.shape(false);
    fields.place();
    DataType dataType = fields.dataType();
    IndexField rows = indexField();

    long[] expected = dense.clone();
    expected[0] = rows.count;
    require(Arrays.equals(stored, expected), start, "the stored shape", stored, expected);
    if (rows.count > dense[0]) {
      throw cursor.failure(
          start,
          "found " + rows.count + " rows, expected at most the " + dense[0] + " of the shape");
    }
    long denseBytes = fields.byteSize(start, dataType, dense);
    long storedBytes = fields.byteSize(start, dataType, stored);
    long position = cursor.skip(storedBytes, "data for " + rows.count + " rows");
    IndexList indices = rows.list();
    long rowBytes = fields.byteSize(start, dataType, Arrays.copyOfRange(dense, 1, dense.length));
    return new ArrayHeader(
        dataType,
        Shape.of(dense),
        denseBytes,
        new RowSparseData(source, position, indices, dense[0], rowBytes));
  }

  /** Reads a matrix of some elements. */
  ArrayHeader matrix() {
    long start = cursor.position();
    long[] stored = fields.shape(false);
    long[] dense = fields.shape(false);
    if (dense.length != 2) {
      throw cursor.failure(
          start, "a csr array has shape " + Arrays.toString(dense) + ", expected two dimensions");
    }
    fields.place();
    DataType dataType = fields.dataType();
    IndexField rowStarts = indexField();
    IndexField columns = indexField();

    long[] expected = {columns.count};
    require(Arrays.equals(stored, expected), start, "the stored shape", stored, expected);
    // A matrix without elements may have been saved before it had row pointers.
    boolean unset = rowStarts.count == 0 && columns.count == 0;
    if (!unset && rowStarts.count - 1 != dense[0]) {
      throw cursor.failure(
          start,
          "found "
              + rowStarts.count
              + " row pointers, expected one more than the "
              + dense[0]
              + " rows");
    }
    long denseBytes = fields.byteSize(start, dataType, dense);
    long storedBytes = fields.byteSize(start, dataType, stored);
    long position = cursor.skip(storedBytes, "data for " + columns.count + " elements");
    IndexList starts = rowStarts.list();
    IndexList cells = columns.list();
    return new ArrayHeader(
        dataType,
        Shape.of(dense),
        denseBytes,
        new CsrData(source, position, starts, cells, dense[0], dense[1], dataType.byteSize()));
  }

  private IndexField indexField() {
    long start = cursor.position();
    DataType dataType = fields.dataType();
    if (dataType != DataType.INT64 && dataType != DataType.INT32 && dataType != DataType.UINT8) {
      throw cursor.failure(
          start, "indices are of type " + dataType + ", expected INT64, INT32 or UINT8");
    }
    long[] shape = fields.shape(false);
    if (shape.length != 1) {
      throw cursor.failure(
          start, "indices have shape " + Arrays.toString(shape) + ", expected one dimension");
    }
    return new IndexField(start, dataType, shape[0]);
  }

  private void require(boolean holds, long start, String what, long[] found, long[] expected) {
    if (!holds) {
      throw cursor.failure(
          start,
          what + " is " + Arrays.toString(found) + ", expected " + Arrays.toString(expected));
    }
  }

  /** What the header says of a list of indices, whose values follow the array's data. */
  private final class IndexField {
    private final long start;
    private final DataType dataType;
    private final long count;

    IndexField(long start, DataType dataType, long count) {
      this.start = start;
      this.dataType = dataType;
      this.count = count;
    }

    /** Steps over the values. */
    IndexList list() {
      long byteSize = fields.byteSize(start, dataType, count);
      return new IndexList(source, cursor.skip(byteSize, "indices"), dataType, count);
    }
  }
}
