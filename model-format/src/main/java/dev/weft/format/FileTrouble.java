package dev.weft.format;

import dev.weft.InferenceException;
import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is wrong with a file before its content is: absent, a directory, not allowed to be read. */
final class FileTrouble {
  private FileTrouble() {}

  /** Throws unless the path is a file; a pipe would block and a device might never end. */
  static void requireRegularFile(ModelFile file, Path path, MissingFile missing) {
    if (Files.isRegularFile(path)) {
      return;
    }
    if (Files.isDirectory(path)) {
      throw new ModelFormatException(file.name(), "is a directory, expected a file");
    }
    if (Files.exists(path)) {
      throw new ModelFormatException(file.name(), "is a device or a pipe, expected a file");
    }
    throw new ModelFormatException(file.name(), missing.explain(path));
  }

  /** Returns the error that stands for a failed read. */
  static InferenceException unreadable(String file, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return new InferenceException(file + ": the thread was interrupted while reading", cause);
    }
    String reason = cause instanceof AccessDeniedException ? "permission denied" : cause.toString();
    return new ModelFormatException(file, "cannot be read: " + reason, cause);
  }
}
