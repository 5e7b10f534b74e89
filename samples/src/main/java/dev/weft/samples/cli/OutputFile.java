package dev.weft.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Text files that programs write at their end, after having made sure at their beginning. */
final class OutputFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private OutputFile() {}

  /**
   * Makes sure that a file can be written, so that a long run is not for nothing. What is there
   * stays as it is.
   */
  static void require(Path file) throws IOException {
    boolean isNew = Files.notExists(file);
    try {
      Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (FileSystemException e) {
      throw unwritable(file, e);
    }
  }

  /** Writes a file. */
  static void write(Path file, Content content) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      content.writeTo(out);
    } catch (FileSystemException e) {
      throw unwritable(file, e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static IOException unwritable(Path file, FileSystemException e) {
    Path folder = file.toAbsolutePath().getParent();
    String reason;
    if (Files.isDirectory(file)) {
      reason = "it is a folder, expected a file";
    } else if (folder != null && !Files.isDirectory(folder)) {
      reason = "there is no folder " + folder;
    } else {
      reason = Optional.ofNullable(e.getReason()).orElse("no permission");
    }
    return new IOException(file + " cannot be written: " + reason, e);
  }
}
