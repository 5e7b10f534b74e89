package dev.weft.format;

import dev.weft.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in memory. */
final class MemorySource implements ByteSource {
  private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;

  private final String name;
  private final ByteBuffer bytes;
  private volatile boolean closed;

  MemorySource(String name, ByteBuffer bytes) {
    this.name = name;
    this.bytes = bytes.slice();
  }

  /** Reads a whole file. */
  static MemorySource copyOf(String name, Path path) {
    try {
      long size = Files.size(path);
      if (size > MAX_FILE_BYTES) {
        throw new ModelFormatException(
            name,
            "the file has "
                + size
                + " bytes, expected at most "
                + MAX_FILE_BYTES
                + " where a file system has no file channels; copy it to disk");
      }
      return new MemorySource(name, ByteBuffer.wrap(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw FileTrouble.unreadable(name, e);
    }
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
