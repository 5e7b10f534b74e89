package dev.weft.testkit.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A buffered, little-endian writer of numbers. Not thread-safe. */
final class LittleEndianOutput {

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  LittleEndianOutput(OutputStream out) {
    this.out = out;
  }

  void putInt(int value) throws IOException {
    require(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws IOException {
    require(Long.BYTES).putLong(value);
  }

  void putBytes(byte[] bytes) throws IOException {
    drain();
    out.write(bytes);
  }

  void putAll(ElementType type, Values.Cursor values, long count) throws IOException {
    for (long i = 0; i < count; i++) {
      type.put(require(type.sizeBytes()), values);
    }
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }

  private ByteBuffer require(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
    return buffer;
  }

  private void drain() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
