package dev.weft;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of a model: a path, or bytes in memory. Nothing is opened before a backend reads it. */
public final class ModelFile {
  private final String name;
  private final @Nullable Path path;
  private final @Nullable ByteBuffer bytes;

  private ModelFile(String name, @Nullable Path path, @Nullable ByteBuffer bytes) {
    this.name = name;
    this.path = path;
    this.bytes = bytes;
  }

  static ModelFile onDisk(Path path) {
    return new ModelFile(path.toString(), path, null);
  }

  static ModelFile inMemory(String name, byte[] bytes) {
    return new ModelFile(name, null, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  /**
   * {@return what error messages call this file: its path, or what it is where it comes from
   * memory}
   */
  public String name() {
    return name;
  }

  /** {@return the path, or empty if the file is in memory} */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /** {@return a read-only view of the bytes in memory, or empty if the file is on disk} */
  public Optional<ByteBuffer> bytes() {
    return Optional.ofNullable(bytes).map(ByteBuffer::duplicate);
  }

  @Override
  public String toString() {
    return name;
  }
}
