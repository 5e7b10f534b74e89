package dev.weft.samples.npy;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads and writes tensors as NumPy's {@code .npy} files, format versions 1.0 to 3.0, up to 2 GiB.
 *
 * <p>The format is described in <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * Reads an array in C order.
   *
   * @param file the file
   * @return its content, shared with nobody
   * @throws IOException if it cannot be read, or is not such a file; the message names it
   */
  public static Tensor read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a folder, expected a .npy file");
    }
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException(file + ": " + size + " bytes, expected at most 2 GiB");
    }
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a tensor in C order, little-endian. Elements of type {@link DataType#BFLOAT16}, which
   * NumPy lacks, become {@code <f4}.
   *
   * @param file the file, replaced if it is there
   * @param tensor what to write
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    Tensor known =
        NpyType.of(tensor.dataType()).isPresent()
            ? tensor
            : Tensor.of(tensor.toFloatArray(), tensor.shape().dimensions());
    Files.write(file, bytes(known));
  }

  /** Returns the array in a file's bytes, or throws {@link IllegalArgumentException}. */
  static Tensor parse(ByteBuffer file) {
    NpyHeader header = NpyHeader.parse(headerText(file));
    Shape shape = header.shape();
    if (header.fortranOrder() && shape.rank() > 1) {
      throw new IllegalArgumentException(
          "the array is in Fortran order, expected C order; save numpy.ascontiguousarray(array)"
              + " instead");
    }
    DataType type = header.type().dataType();
    if (byteSize(shape, type) != file.remaining()) {
      throw new IllegalArgumentException(
          file.remaining()
              + " bytes of data, expected those of shape "
              + shape
              + " and type "
              + type);
    }
    return Tensor.of(type, file.slice().order(header.order()), shape.dimensions());
  }

  static byte[] bytes(Tensor tensor) {
    NpyType type = NpyType.of(tensor.dataType()).orElseThrow();
    String header = NpyHeader.text(type, tensor.shape());
    int begin = MAGIC.length + 4;
    int padded = (begin + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    int size = Math.toIntExact(padded + byteSize(tensor.shape(), tensor.dataType()));
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - begin));
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    while (file.position() < padded - 1) {
      file.put((byte) ' ');
    }
    file.put((byte) '\n');
    Elements.put(tensor, file);
    return file.array();
  }

  private static String headerText(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (file.remaining() < MAGIC.length + 2 || !Arrays.equals(take(file, magic), MAGIC)) {
      throw new IllegalArgumentException("no .npy file: it does not begin with \\x93NUMPY");
    }
    int major = file.get();
    file.get();
    if (major < 1 || major > 3) {
      throw new IllegalArgumentException("format version " + major + ", expected 1 to 3");
    }
    int lengthBytes = major == 1 ? 2 : 4;
    long length = -1;
    if (file.remaining() >= lengthBytes) {
      length =
          major == 1 ? Short.toUnsignedInt(file.getShort()) : Integer.toUnsignedLong(file.getInt());
    }
    if (length < 0 || length > file.remaining()) {
      throw new IllegalArgumentException("the file ends within its header");
    }
    byte[] text = take(file, new byte[(int) length]);
    return new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static byte[] take(ByteBuffer file, byte[] target) {
    file.get(target);
    return target;
  }

  private static long byteSize(Shape shape, DataType type) {
    try {
      return Math.multiplyExact(shape.elementCount(), (long) type.byteSize());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape " + shape + " has too many elements", e);
    }
  }
}
