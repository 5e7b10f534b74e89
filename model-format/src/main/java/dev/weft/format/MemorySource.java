package dev.weft.format;

import java.nio.ByteBuffer;

/** A file in memory. */
final class MemorySource implements ByteSource {
  private final String name;
  private final ByteBuffer bytes;
  private volatile boolean closed;

  MemorySource(String name, ByteBuffer bytes) {
    this.name = name;
    this.bytes = bytes.slice();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public void read(long position, ByteBuffer target) {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    target.put(bytes.slice(Math.toIntExact(position), target.remaining()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
