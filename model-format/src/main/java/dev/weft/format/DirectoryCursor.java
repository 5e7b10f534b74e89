package dev.weft.format;

import dev.weft.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Steps through the directory of a parameter file. Nothing is read or allocated before it is known
 * to lie within the file. Not thread-safe.
 */
final class DirectoryCursor {
  private final ByteSource source;
  private final Window window;
  private String part = "header";
  private int number = -1;
  private long position;

  DirectoryCursor(ByteSource source) {
    this.source = source;
    this.window = new Window(source, source.size());
  }

  /** Sets what error messages call the part of the file that follows. */
  void enter(String part) {
    this.part = part;
    number = -1;
  }

  /** Does so for one of many parts, such as {@code array 3}. */
  void enter(String part, int number) {
    this.part = part;
    this.number = number;
  }

  long position() {
    return position;
  }

  long remaining() {
    return source.size() - position;
  }

  int readInt(String what) {
    long at = skip(Integer.BYTES, what);
    return window.intAt(at);
  }

  long readLong(String what) {
    long at = skip(Long.BYTES, what);
    return window.longAt(at);
  }

  String readText(int byteSize, String what) {
    long at = skip(byteSize, what);
    byte[] bytes = new byte[byteSize];
    source.read(at, ByteBuffer.wrap(bytes));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw failure(at, what + " is not UTF-8, expected text in UTF-8");
    }
  }

  /** Steps over bytes and returns the offset of the first. */
  long skip(long byteSize, String what) {
    if (byteSize > remaining()) {
      throw endsBefore(byteSize, what);
    }
    long at = position;
    position += byteSize;
    return at;
  }

  /** Returns the error that the file ends before as many bytes as something has. */
  ModelFormatException endsBefore(long byteSize, String what) {
    return failure(
        position,
        "the file ends after " + remaining() + " bytes, expected " + byteSize + " of " + what);
  }

  /** Returns the error at an offset. */
  ModelFormatException failure(long at, String reason) {
    String subject = number < 0 ? part : part + " " + number;
    return new ModelFormatException(source.name(), subject + ", offset " + at + ": " + reason);
  }
}
