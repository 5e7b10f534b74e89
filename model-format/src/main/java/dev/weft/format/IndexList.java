package dev.weft.format;

import dev.weft.DataType;
import dev.weft.ModelFormatException;

/** The indices of a sparse array, where they lie in the file; immutable. */
record IndexList(ByteSource source, long position, DataType dataType, long count) {
  /** Returns a reader of these indices for one thread. */
  Reader reader() {
    return new Reader(this, new Window(source, count * dataType.byteSize()));
  }

  /** Returns the error that an index is not what it must be. */
  ModelFormatException failure(String subject, long index, String reason) {
    long at = position + index * dataType.byteSize();
    return new ModelFormatException(source.name(), subject + ", offset " + at + ": " + reason);
  }

  /** Returns the error that an index, sound when the file was opened, no longer is. */
  ModelFormatException changed(long index) {
    return failure("sparse array", index, "the index has changed since the file was opened");
  }

  /** Reads indices in any order, cheaply if they are near one another. Not thread-safe. */
  record Reader(IndexList list, Window window) {
    long get(long index) {
      long at = list.position() + index * list.dataType().byteSize();
      return switch (list.dataType()) {
        case INT64 -> window.longAt(at);
        case INT32 -> window.intAt(at);
        default -> Byte.toUnsignedLong(window.byteAt(at));
      };
    }

    /** Returns the first place in a sorted range whose index is at least {@code least}. */
    long search(long from, long to, long least) {
      long low = from;
      long high = to;
      while (low < high) {
        long middle = (low + high) >>> 1;
        if (get(middle) < least) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** Checks that the indices of a range ascend without repetition from 0 to below a limit. */
    void verifyAscending(String subject, String what, long from, long to, long limit) {
      long previous = -1;
      for (long i = from; i < to; i++) {
        long index = get(i);
        if (index < 0 || index >= limit) {
          throw list.failure(
              subject, i, what + " index " + i + " is " + index + ", expected 0 to " + (limit - 1));
        }
        if (index <= previous) {
          throw list.failure(
              subject,
              i,
              what
                  + " index "
                  + i
                  + " is "
                  + index
                  + ", expected more than "
                  + previous
                  + ", the one before it");
        }
        previous = index;
      }
    }
  }
}
