package dev.weft.demo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Unsigned bytes in the IDX format, compressed with gzip: two zero bytes, the type 8, the rank, the
 * dimensions as big-endian 32-bit numbers, the values.
 */
final class IdxFile {
  private static final int UNSIGNED_BYTE = 8;

  private IdxFile() {}

  static void write(OutputStream target, byte[] values, int... dimensions) throws IOException {
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(target))) {
      out.writeInt(UNSIGNED_BYTE << 8 | dimensions.length);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      out.write(values);
    }
  }

  /** Reads the values; the dimensions must be a count of items and then the given ones. */
  static byte[] read(InputStream source, int... itemDimensions) throws IOException {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(source))) {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTE << 8 | itemDimensions.length + 1)) {
        throw new IOException(
            "IDX magic 0x%08x: expected unsigned bytes of rank %d"
                .formatted(magic, itemDimensions.length + 1));
      }
      int size = in.readInt();
      for (int expected : itemDimensions) {
        int dimension = in.readInt();
        if (dimension != expected) {
          throw new IOException(
              "IDX items of size " + dimension + ": expected " + Arrays.toString(itemDimensions));
        }
        size *= dimension;
      }
      byte[] values = in.readNBytes(size);
      if (values.length < size) {
        throw new IOException("IDX file ends after " + values.length + " of " + size + " bytes");
      }
      return values;
    }
  }
}
