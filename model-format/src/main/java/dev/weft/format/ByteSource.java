package dev.weft.format;

import dev.weft.InferenceException;
import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The bytes of one file, of a size fixed when it was opened; safe for concurrent reads.
 *
 * <p>Files are read by position and never mapped: if another process shortens a mapped file,
 * touching it kills the JVM.
 */
sealed interface ByteSource extends AutoCloseable permits FileSource, MemorySource {
  /** Opens a file of parameters. */
  static ByteSource open(ModelFile file) {
    if (file.path().isEmpty()) {
      return new MemorySource(file.name(), file.bytes().orElseThrow());
    }
    Path path = file.path().get();
    FileTrouble.requireRegularFile(file, path, MissingFile.PARAMETERS);
    try {
      return FileSource.open(file.name(), path);
    } catch (UnsupportedOperationException e) {
      // A file system without file channels, such as that of a run-time image.
      return MemorySource.copyOf(file.name(), path);
    }
  }

  /** Returns what error messages call the file. */
  String name();

  /** Returns the size in bytes. */
  long size();

  /**
   * Fills the rest of a buffer.
   *
   * @param position offset of the first byte; all bytes asked for lie within {@link #size()}
   * @throws IllegalStateException if this source is closed
   * @throws ModelFormatException if the file has been shortened or cannot be read
   * @throws InferenceException if a thread was interrupted while reading, which closes the file for
   *     all
   */
  void read(long position, ByteBuffer target);

  /** Closes the file; idempotent. */
  @Override
  void close();
}
