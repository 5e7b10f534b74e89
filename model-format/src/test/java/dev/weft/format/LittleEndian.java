package dev.weft.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds bytes out of little-endian numbers. */
final class LittleEndian {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LittleEndian u32(int... values) {
    for (int value : values) {
      number(value, Integer.BYTES);
    }
    return this;
  }

  LittleEndian u64(long... values) {
    for (long value : values) {
      number(value, Long.BYTES);
    }
    return this;
  }

  LittleEndian f32(float... values) {
    for (float value : values) {
      u32(Float.floatToRawIntBits(value));
    }
    return this;
  }

  LittleEndian bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Writes text the way MXNet does: length, then bytes. */
  LittleEndian text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u64(utf8.length).bytes(utf8);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void number(long value, int byteCount) {
    for (int i = 0; i < byteCount; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
