package dev.weft.format;

import java.nio.ByteBuffer;

/**
 * Whole rows, each with its index; the other rows are zero.
 *
 * @param position offset of the first row's data
 * @param rows indices of the rows, ascending
 * @param rowCount number of rows when dense
 * @param rowBytes size of one row
 */
record RowSparseData(ByteSource source, long position, IndexList rows, long rowCount, long rowBytes)
    implements ArrayData {
  @Override
  public ParameterArray.Storage storage() {
    return ParameterArray.Storage.ROW_SPARSE;
  }

  @Override
  public void verify(String subject) {
    rows.reader().verifyAscending(subject, "row", 0, rows.count(), rowCount);
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    ByteBuffer window = Zeros.fill(target);
    if (window.capacity() == 0) {
      return;
    }
    long end = offset + window.capacity();
    long firstRow = offset / rowBytes;
    long lastRow = (end - 1) / rowBytes;
    IndexList.Reader reader = rows.reader();
    for (long i = reader.search(0, rows.count(), firstRow); i < rows.count(); i++) {
      long row = reader.get(i);
      if (row > lastRow) {
        return;
      }
      if (row < firstRow) {
        throw rows.changed(i);
      }
      long from = Math.max(offset, row * rowBytes);
      long to = Math.min(end, (row + 1) * rowBytes);
      ByteBuffer part = window.slice((int) (from - offset), (int) (to - from));
      source.read(position + i * rowBytes + (from - row * rowBytes), part);
    }
  }
}
