package dev.weft.benchmarks.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers. Large fields and nested messages are kept as
 * they are given and copied only when the outermost message is written. Not thread-safe.
 *
 * <p>Source of the format: "Encoding", protobuf.dev/programming-guides/encoding.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final List<byte[]> chunks = new ArrayList<>();
  private long byteSize;

  /** Adds an integer, an enumeration's constant or a truth value. */
  ProtobufMessage integer(int field, long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeVarint(tag(field, VARINT), bytes);
    writeVarint(value, bytes);
    append(bytes.toByteArray());
    return this;
  }

  /** Adds the values of a repeated integer field, packed. */
  ProtobufMessage integers(int field, long... values) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (long value : values) {
      writeVarint(value, packed);
    }
    return bytes(field, packed.toByteArray());
  }

  /** Adds a number of 32 bits. */
  ProtobufMessage real(int field, float value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeVarint(tag(field, FIXED_32), bytes);
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    append(bytes.toByteArray());
    return this;
  }

  /** Adds text. */
  ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes, which are not copied. */
  ProtobufMessage bytes(int field, byte[] value) {
    appendHeader(field, value.length);
    append(value);
    return this;
  }

  /** Adds a message as it is now. */
  ProtobufMessage message(int field, ProtobufMessage value) {
    appendHeader(field, value.byteSize);
    value.chunks.forEach(this::append);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
  }

  private void appendHeader(int field, long length) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    writeVarint(tag(field, LENGTH_DELIMITED), header);
    writeVarint(length, header);
    append(header.toByteArray());
  }

  private void append(byte[] chunk) {
    chunks.add(chunk);
    byteSize += chunk.length;
  }

  private static long tag(int field, int wireType) {
    return (long) field << 3 | wireType;
  }

  /** Seven bits a byte, low ones first; the high bit says that more follow. */
  private static void writeVarint(long value, ByteArrayOutputStream out) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
