package dev.weft.format;

import dev.weft.ModelFormatException;
import dev.weft.format.ParameterArray.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the directory of a parameter file: header, arrays, then the names of all arrays. */
final class DirectoryReader {
  private static final long MAGIC = 0x112;
  private static final int ZIP_MAGIC = 0x04034B50;
  private static final int MAX_ARRAYS = 1_000_000;
  private static final int MIN_ARRAY_BYTES = 20;
  private static final int MAX_NAME_BYTES = 64 << 10;
  private static final long SPARSE_BASE_BYTES = 64L << 20;
  private static final long SPARSE_BYTES_PER_BYTE = 256;

  private final DirectoryCursor cursor;
  private final ArrayReader arrayReader;
  private long sparseBytesLeft;

  DirectoryReader(ByteSource source) {
    this.cursor = new DirectoryCursor(source);
    this.arrayReader = new ArrayReader(source, cursor);
    this.sparseBytesLeft =
        SPARSE_BASE_BYTES
            + Math.min(source.size(), Long.MAX_VALUE / 2 / SPARSE_BYTES_PER_BYTE)
                * SPARSE_BYTES_PER_BYTE;
  }

  List<ParameterArray> read() {
    header();
    List<ArrayHeader> headers = headers();
    List<String> names = names(headers.size());
    if (cursor.remaining() > 0) {
      throw cursor.failure(
          cursor.position(),
          "found " + cursor.remaining() + " bytes after the last name, expected the end");
    }
    List<ParameterArray> arrays = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      ArrayData data = headers.get(i).data();
      if (data.storage() != ParameterArray.Storage.DENSE) {
        data.verify("array " + i + " " + Quoted.of(names.get(i)));
      }
      arrays.add(array(names.get(i), headers.get(i)));
    }
    return List.copyOf(arrays);
  }

  private void header() {
    if (cursor.remaining() == 0) {
      throw cursor.failure(0, "the file is empty, expected a file of arrays");
    }
    long magic = cursor.readLong("magic number");
    if (magic != MAGIC) {
      String hint =
          (int) magic == ZIP_MAGIC ? " (a ZIP archive, as savez writes; save with save)" : "";
      throw cursor.failure(
          0,
          "the file begins with 0x"
              + Long.toHexString(magic)
              + hint
              + ", expected 0x"
              + Long.toHexString(MAGIC));
    }
    cursor.skip(Long.BYTES, "reserved field");
  }

  private List<ArrayHeader> headers() {
    long count = readCount("array count", MAX_ARRAYS, MIN_ARRAY_BYTES);
    List<ArrayHeader> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cursor.enter("array", i);
      long start = cursor.position();
      ArrayHeader header = arrayReader.read();
      if (header.data().storage() != ParameterArray.Storage.DENSE) {
        requireSparseSize(header, start);
      }
      headers.add(header);
    }
    return headers;
  }

  private void requireSparseSize(ArrayHeader header, long start) {
    if (header.byteSize() > sparseBytesLeft) {
      throw cursor.failure(
          start,
          "a sparse array of shape "
              + header.shape()
              + " has "
              + header.byteSize()
              + " bytes when dense, expected at most "
              + sparseBytesLeft
              + ", the rest of what is allowed for the size of this file");
    }
    sparseBytesLeft -= header.byteSize();
  }

  private List<String> names(int arrayCount) {
    cursor.enter("names");
    long start = cursor.position();
    long count = readCount("name count", MAX_ARRAYS, Long.BYTES);
    if (count != arrayCount) {
      String hint = count == 0 ? "; a list of arrays without names is no model" : "";
      throw cursor.failure(
          start,
          "found " + count + " names, expected " + arrayCount + ", one for each array" + hint);
    }
    List<String> names = new ArrayList<>(arrayCount);
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < count; i++) {
      cursor.enter("name", i);
      long offset = cursor.position();
      long byteSize = cursor.readLong("name length");
      if (byteSize < 0 || byteSize > MAX_NAME_BYTES) {
        throw cursor.failure(
            offset,
            "a name has "
                + Long.toUnsignedString(byteSize)
                + " bytes, expected at most "
                + MAX_NAME_BYTES);
      }
      String name = cursor.readText((int) byteSize, "name");
      Integer other = indices.putIfAbsent(name, i);
      if (other != null) {
        throw cursor.failure(
            offset,
            "array "
                + i
                + " is named "
                + Quoted.of(name)
                + " like array "
                + other
                + ", expected a name of its own");
      }
      names.add(name);
    }
    cursor.enter("end");
    return names;
  }

  private long readCount(String what, int limit, int minBytesEach) {
    long offset = cursor.position();
    long count = cursor.readLong(what);
    if (count < 0 || count > limit) {
      throw countFailure(offset, what, count, "at most " + limit);
    }
    long most = cursor.remaining() / minBytesEach;
    if (count > most) {
      throw countFailure(
          offset,
          what,
          count,
          "at most "
              + most
              + ", for which the remaining "
              + cursor.remaining()
              + " bytes have room");
    }
    return count;
  }

  private ModelFormatException countFailure(long offset, String what, long count, String expected) {
    return cursor.failure(
        offset, what + " is " + Long.toUnsignedString(count) + ", expected " + expected);
  }

  private static ParameterArray array(String stored, ArrayHeader header) {
    if (stored.startsWith("arg:")) {
      return new ParameterArray(stored.substring(4), Kind.ARGUMENT, header);
    }
    if (stored.startsWith("aux:")) {
      return new ParameterArray(stored.substring(4), Kind.AUXILIARY, header);
    }
    return new ParameterArray(stored, Kind.UNSPECIFIED, header);
  }
}
