package dev.weft.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** Files that programs write at their end, after having made sure at their beginning. */
public final class OutputFile {
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
    } catch (IOException e) {
      throw unwritable(file, e);
    } catch (UncheckedIOException e) {
      throw unwritable(file, Objects.requireNonNull(e.getCause(), "cause"));
    }
  }

  /**
   * Makes a folder for files to come, and those above it.
   *
   * @param folder the folder, which may be there
   * @throws IOException if it cannot be made; the message names it
   */
  public static void requireFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(folder + " is a file, expected a folder", e);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /**
   * {@return an exception whose message names the file and why it cannot be written}
   *
   * @param file the file
   * @param e what was thrown
   */
  public static IOException unwritable(Path file, IOException e) {
    return new IOException(
        file
            + " cannot be written: "
            + (e instanceof FileSystemException of ? reason(file, of) : e.getMessage()),
        e);
  }

  private static String reason(Path file, FileSystemException e) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a folder, expected a file";
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder;
    }
    return Optional.ofNullable(e.getReason()).orElse("no permission");
  }
}
