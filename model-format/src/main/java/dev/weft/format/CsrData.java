package dev.weft.format;

import java.nio.ByteBuffer;

/**
 * A matrix in compressed sparse rows: the elements that are not zero, each with its column, row
 * after row.
 *
 * @param position offset of the first element
 * @param rowStarts where in the elements each row starts, and where the last one ends; empty if
 *     there are no elements
 * @param columns the column of each element, ascending within a row
 * @param rowCount number of rows
 * @param columnCount number of columns
 * @param elementBytes size of one element
 */
record CsrData(
    ByteSource source,
    long position,
    IndexList rowStarts,
    IndexList columns,
    long rowCount,
    long columnCount,
    int elementBytes)
    implements ArrayData {
  @Override
  public ParameterArray.Storage storage() {
    return ParameterArray.Storage.CSR;
  }

  @Override
  public void verify(String subject) {
    IndexList.Reader starts = rowStarts.reader();
    IndexList.Reader cells = columns.reader();
    long previous = 0;
    for (long i = 0; i < rowStarts.count(); i++) {
      long start = starts.get(i);
      boolean outer = i == 0 || i == rowCount;
      long least = i == rowCount ? columns.count() : previous;
      long most = i == 0 ? 0 : columns.count();
      if (start < least || start > most) {
        throw rowStarts.failure(
            subject,
            i,
            "row pointer "
                + i
                + " is "
                + start
                + ", expected "
                + (outer ? least : least + " to " + most));
      }
      cells.verifyAscending(subject, "column", previous, start, columnCount);
      previous = start;
    }
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    ByteBuffer window = Zeros.fill(target);
    if (window.capacity() == 0 || columns.count() == 0) {
      return;
    }
    long rowBytes = columnCount * elementBytes;
    long lastRow = (offset + window.capacity() - 1) / rowBytes;
    IndexList.Reader starts = rowStarts.reader();
    Window values = new Window(source, columns.count() * elementBytes);
    Scatter scatter = new Scatter(this, columns.reader(), values, window, offset);
    for (long row = offset / rowBytes; row <= lastRow; row++) {
      long start = starts.get(row);
      long end = starts.get(row + 1);
      if (start < 0 || start > end || end > columns.count()) {
        throw rowStarts.changed(row);
      }
      scatter.row(row, start, end);
    }
  }

  /** Writes elements to their places in a part of the dense matrix; for one call. */
  private record Scatter(
      CsrData data, IndexList.Reader columns, Window values, ByteBuffer window, long offset) {
    void row(long row, long start, long end) {
      long rowOffset = row * data.columnCount * data.elementBytes;
      long firstColumn = Math.max(0, (offset - rowOffset) / data.elementBytes);
      for (long i = columns.search(start, end, firstColumn); i < end; i++) {
        long column = columns.get(i);
        if (column < firstColumn || column >= data.columnCount) {
          throw data.columns.changed(i);
        }
        long at = rowOffset + column * data.elementBytes - offset;
        if (at >= window.capacity()) {
          return;
        }
        element(i, at);
      }
    }

    private void element(long index, long at) {
      long value = data.position + index * data.elementBytes;
      for (int i = 0; i < data.elementBytes; i++) {
        if (at + i >= 0 && at + i < window.capacity()) {
          window.put((int) (at + i), values.byteAt(value + i));
        }
      }
    }
  }
}
