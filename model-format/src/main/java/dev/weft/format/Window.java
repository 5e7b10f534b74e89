package dev.weft.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads small values of a {@link ByteSource} near one another through one small buffer. Not
 * thread-safe.
 */
final class Window {
  private static final int BYTES = 8 << 10;

  private final ByteSource source;
  private final ByteBuffer buffer;
  private long start;

  /**
   * Makes a window.
   *
   * @param span how many bytes the values take, all of them together
   */
  Window(ByteSource source, long span) {
    this.source = source;
    this.buffer =
        ByteBuffer.allocate((int) Math.min(BYTES, span)).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  byte byteAt(long position) {
    return buffer.get(indexOf(position, Byte.BYTES));
  }

  int intAt(long position) {
    return buffer.getInt(indexOf(position, Integer.BYTES));
  }

  long longAt(long position) {
    return buffer.getLong(indexOf(position, Long.BYTES));
  }

  private int indexOf(long position, int count) {
    if (position < start || position + count > start + buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), source.size() - position));
      source.read(position, buffer);
      start = position;
    }
    return (int) (position - start);
  }
}
