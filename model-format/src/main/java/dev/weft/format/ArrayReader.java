package dev.weft.format;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what a file says of one array, in any of four formats, and steps over its data:
 *
 * <pre>
 * no version  rank:u32 dimension:u32... place type data
 * version 1   magic:u32 rank:u32 dimension:i64... place type data
 * version 2   magic:u32 storage:i32 rank:u32 dimension:i64... place type data
 *   sparse    magic:u32 storage:i32 stored-shape shape place type [type shape]... data indices...
 * version 3   as version 2, always dense; rank 0 is a scalar, −1 stands for unknown
 * </pre>
 *
 * where place is device:i32 and number:i32, and type is i32. A rank of 0 in versions before 3 ends
 * the array: it had no value when it was saved.
 */
final class ArrayReader {
  private static final int VERSION_1 = 0xF993FAC8;
  private static final int VERSION_2 = 0xF993FAC9;
  private static final int VERSION_3 = 0xF993FACA;
  private static final int MAX_RANK = 32;
  private static final int UNKNOWN = -1;

  private final ByteSource source;
  private final DirectoryCursor cursor;
  private final SparseReader sparse;

  ArrayReader(ByteSource source, DirectoryCursor cursor) {
    this.source = source;
    this.cursor = cursor;
    this.sparse = new SparseReader(source, cursor, this);
  }

  /** Reads the array at the cursor, which then is behind its data. */
  ArrayHeader read() {
    long start = cursor.position();
    int word = cursor.readInt("array");
    return switch (word) {
      case VERSION_3 -> versioned(true);
      case VERSION_2 -> versioned(false);
      case VERSION_1 -> dense(requireSizes(start, shape(false)));
      default -> {
        if (word < 0 || word > MAX_RANK) {
          throw cursor.failure(
              start,
              String.format(
                  Locale.ROOT,
                  "an array begins with 0x%08X, expected 0x%08X, 0x%08X, 0x%08X or a rank of at"
                      + " most %d",
                  word,
                  VERSION_1,
                  VERSION_2,
                  VERSION_3,
                  MAX_RANK));
        }
        yield dense(requireSizes(start, oldDimensions(start, word)));
      }
    };
  }

  /**
   * Reads rank and dimensions of 64 bits. A dimension may be unknown, and then so is the rank, only
   * if allowed.
   */
  long[] shape(boolean unknownAllowed) {
    long start = cursor.position();
    int rank = cursor.readInt("rank");
    if (unknownAllowed && rank == UNKNOWN) {
      throw withoutValue(start, "an unknown rank");
    }
    if (rank < 0 || rank > MAX_RANK) {
      throw cursor.failure(
          start,
          "the rank is " + Integer.toUnsignedString(rank) + ", expected at most " + MAX_RANK);
    }
    if (rank == 0 && !unknownAllowed) {
      throw withoutValue(start, "rank 0");
    }
    long[] dimensions = dimensions(rank, unknownAllowed ? UNKNOWN : 0);
    for (long dimension : dimensions) {
      if (unknownAllowed && dimension == UNKNOWN) {
        throw withoutValue(start, "shape " + Shape.of(dimensions));
      }
    }
    return dimensions;
  }

  DataType dataType() {
    long start = cursor.position();
    int code = cursor.readInt("data type");
    Optional<DataType> dataType = DataTypeCode.dataType(code);
    if (dataType.isEmpty()) {
      throw cursor.failure(
          start, "the data type is " + code + ", expected a code from 0 to 7 or 12");
    }
    return dataType.get();
  }

  /** Steps over the device that the array was on. */
  void place() {
    cursor.skip(2L * Integer.BYTES, "device");
  }

  /**
   * Returns the number of bytes of an array, after making sure that no product of its dimensions
   * overflows.
   */
  long byteSize(long start, DataType dataType, long... dimensions) {
    long bytes = dataType.byteSize();
    boolean empty = false;
    try {
      for (long dimension : dimensions) {
        empty |= dimension == 0;
        bytes = Math.multiplyExact(bytes, Math.max(1, dimension));
      }
    } catch (ArithmeticException e) {
      throw cursor.failure(
          start, "shape " + Arrays.toString(dimensions) + " has no size in 64 bits");
    }
    return empty ? 0 : bytes;
  }

  private ArrayHeader versioned(boolean denseOnly) {
    long start = cursor.position();
    int storage = cursor.readInt("storage type");
    if (storage < 0 || storage > 2 || (denseOnly && storage != 0)) {
      String expected =
          denseOnly ? "0 (dense) in version 3" : "0 (dense), 1 (row sparse) or 2 (csr)";
      throw cursor.failure(start, "the storage type is " + storage + ", expected " + expected);
    }
    return switch (storage) {
      case 1 -> sparse.rows();
      case 2 -> sparse.matrix();
      default -> dense(shape(denseOnly));
    };
  }

  private ArrayHeader dense(long[] dimensions) {
    place();
    long start = cursor.position();
    DataType dataType = dataType();
    long byteSize = byteSize(start, dataType, dimensions);
    Shape shape = Shape.of(dimensions);
    if (byteSize > cursor.remaining()) {
      throw cursor.endsBefore(byteSize, "data for " + dataType + " " + shape);
    }
    long position = cursor.skip(byteSize, "data");
    return new ArrayHeader(dataType, shape, byteSize, new DenseData(source, position));
  }

  private long[] oldDimensions(long start, int rank) {
    if (rank == 0) {
      throw withoutValue(start, "rank 0");
    }
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = Integer.toUnsignedLong(cursor.readInt("dimension"));
    }
    return dimensions;
  }

  private long[] dimensions(int rank, long least) {
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      long at = cursor.position();
      dimensions[i] = cursor.readLong("dimension");
      if (dimensions[i] < least) {
        throw cursor.failure(
            at, "dimension " + i + " is " + dimensions[i] + ", expected at least 0");
      }
    }
    return dimensions;
  }

  /**
   * Refuses empty arrays in old formats, whose readers disagree on whether anything follows the
   * shape.
   */
  private long[] requireSizes(long start, long[] dimensions) {
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] == 0) {
        throw cursor.failure(start, "dimension " + i + " is 0, expected at least 1");
      }
    }
    return dimensions;
  }

  private ModelFormatException withoutValue(long start, String found) {
    return cursor.failure(
        start, "the array has " + found + ": it had no value when it was saved, expected one");
  }
}
