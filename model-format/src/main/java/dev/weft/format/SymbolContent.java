package dev.weft.format;

import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The bytes of a symbol file: of bounded size, UTF-8, without a byte order mark and without zero
 * bytes.
 */
final class SymbolContent {
  static final int MAX_FILE_BYTES = 64 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int DECODED_CHARS = 8 << 10;

  private SymbolContent() {}

  static byte[] read(ModelFile file) {
    byte[] content =
        file.path().isPresent()
            ? readPath(file, file.path().get())
            : copyOf(file, file.bytes().orElseThrow());
    if (content.length == 0) {
      throw new ModelFormatException(file.name(), "the file is empty, expected a graph as JSON");
    }
    requireText(file, content);
    boolean marked =
        content.length >= BYTE_ORDER_MARK.length
            && Arrays.equals(
                content, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    return marked ? Arrays.copyOfRange(content, BYTE_ORDER_MARK.length, content.length) : content;
  }

  private static byte[] readPath(ModelFile file, Path path) {
    FileTrouble.requireRegularFile(file, path, MissingFile.SYMBOL);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
      requireSize(file, content.length > MAX_FILE_BYTES ? Files.size(path) : content.length);
      return content;
    } catch (IOException e) {
      throw FileTrouble.unreadable(file.name(), e);
    }
  }

  private static byte[] copyOf(ModelFile file, ByteBuffer bytes) {
    requireSize(file, bytes.remaining());
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return content;
  }

  private static void requireSize(ModelFile file, long byteSize) {
    if (byteSize > MAX_FILE_BYTES) {
      throw new ModelFormatException(
          file.name(),
          "the file has " + byteSize + " bytes, expected a graph of at most " + MAX_FILE_BYTES);
    }
  }

  private static boolean isAsciiWithoutZero(byte[] content) {
    for (byte b : content) {
      if (b <= 0) {
        return false;
      }
    }
    return true;
  }

  private static void requireText(ModelFile file, byte[] content) {
    if (isAsciiWithoutZero(content)) {
      return;
    }
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0) {
        throw new ModelFormatException(
            file.name(), "byte " + i + " is zero, expected JSON in UTF-8");
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer decoded = CharBuffer.allocate(DECODED_CHARS);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result;
    do {
      result = decoder.decode(bytes, decoded.clear(), true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new ModelFormatException(
          file.name(),
          String.format(
              Locale.ROOT,
              "byte %d is 0x%02X, which is not UTF-8, expected JSON in UTF-8",
              bytes.position(),
              content[bytes.position()]));
    }
  }
}
