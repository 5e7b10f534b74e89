package dev.weft.format;

import java.nio.ByteBuffer;

/** Fills buffers with what a sparse array leaves out. */
final class Zeros {
  private static final int BYTES = 8 << 10;

  private Zeros() {}

  /** Returns the rest of a buffer, set to zero, and steps the buffer to its limit. */
  static ByteBuffer fill(ByteBuffer target) {
    ByteBuffer window = target.slice();
    byte[] zeros = new byte[Math.min(BYTES, target.remaining())];
    while (target.hasRemaining()) {
      target.put(zeros, 0, Math.min(zeros.length, target.remaining()));
    }
    return window;
  }
}
