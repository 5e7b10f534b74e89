package dev.weft.testkit.files;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes MXNet's parameter files ({@code .params}, {@code .nd}): a list of arrays, then a list of
 * their names, little-endian throughout. Immutable, so one may be shared.
 *
 * <p>Elements go to the file as they are made, so a file may be far larger than memory. The format
 * is that of {@code NDArray::Save} in MXNet's {@code ndarray.cc}.
 *
 * {@snippet :
 * ParamsWriter.defaults()
 *     .withFormat(ArrayFormat.V1)
 *     .write(List.of(NamedArray.floats("fc_bias", List.of(2), 1f, 2f)), Path.of("fc-0000.params"));
 * }
 *
 * @param format the layout of each array
 * @param naming how arrays are named
 */
public record ParamsWriter(ArrayFormat format, Naming naming) {

  private static final long LIST_MAGIC = 0x112;

  /** How a file names its arrays. */
  public enum Naming {
    /** {@code arg:} or {@code aux:}, then the name, as {@code Module} and {@code export} do. */
    PREFIXED,
    /** The bare name, as Gluon's {@code save_parameters} does. */
    PLAIN,
    /** No names at all, as {@code nd.save} does with a list. */
    NONE
  }

  /**
   * Arrays of {@link ArrayFormat#V2} with {@link Naming#PREFIXED} names, as MXNet 1.x writes them.
   *
   * @return the writer
   */
  public static ParamsWriter defaults() {
    return new ParamsWriter(ArrayFormat.V2, Naming.PREFIXED);
  }

  /**
   * The same writer with another layout.
   *
   * @param other the layout of each array
   * @return the writer
   */
  public ParamsWriter withFormat(ArrayFormat other) {
    return new ParamsWriter(other, naming);
  }

  /**
   * The same writer with other names.
   *
   * @param other how arrays are named
   * @return the writer
   */
  public ParamsWriter withNaming(Naming other) {
    return new ParamsWriter(format, other);
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param arrays the arrays, in order
   * @param file the file
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the layout cannot hold an array
   */
  public void write(List<NamedArray> arrays, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(arrays, out);
    }
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @param arrays the arrays, in order
   * @param out the stream
   * @throws IOException if the stream cannot be written
   * @throws IllegalArgumentException if the layout cannot hold an array
   */
  public void write(List<NamedArray> arrays, OutputStream out) throws IOException {
    arrays.forEach(this::requireHolds);
    LittleEndianOutput target = new LittleEndianOutput(out);
    target.putLong(LIST_MAGIC);
    target.putLong(0);
    target.putLong(arrays.size());
    for (NamedArray array : arrays) {
      write(array, target);
    }
    writeNames(arrays, target);
    target.flush();
  }

  /**
   * The file as bytes.
   *
   * @param arrays the arrays, in order
   * @return the bytes
   * @throws IllegalArgumentException if the layout cannot hold an array
   */
  public byte[] toBytes(List<NamedArray> arrays) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(arrays, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream into memory failed", e);
    }
    return out.toByteArray();
  }

  private void requireHolds(NamedArray array) {
    if (array.storage().code() != 0 && !format.hasSparse()) {
      throw new IllegalArgumentException(
          "%s is %s; %s holds dense arrays only".formatted(array.name(), array.storage(), format));
    }
    if (array.shape().isEmpty() && !format.hasScalars()) {
      throw new IllegalArgumentException(
          "%s is a scalar; %s has none, V3 does".formatted(array.name(), format));
    }
  }

  private void write(NamedArray array, LittleEndianOutput target) throws IOException {
    if (format != ArrayFormat.V0) {
      target.putInt(format.magic());
    }
    List<List<Long>> indices = array.storage().indices();
    List<Integer> storedShape = array.storage().storedShape(array.shape());
    if (format.hasStorageType()) {
      target.putInt(array.storage().code());
      if (!indices.isEmpty()) {
        writeShape(storedShape, target);
      }
    }
    writeShape(array.shape(), target);
    target.putInt(1); // the CPU ...
    target.putInt(0); // ... whose only device has id 0
    target.putInt(array.type().code());
    for (List<Long> index : indices) {
      target.putInt(ElementType.INT64.code());
      writeShape(List.of(index.size()), target);
    }
    long count = storedShape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    target.putAll(array.type(), array.values().cursor(), count);
    for (List<Long> index : indices) {
      for (long i : index) {
        target.putLong(i);
      }
    }
  }

  private void writeShape(List<Integer> shape, LittleEndianOutput target) throws IOException {
    target.putInt(shape.size());
    for (int dimension : shape) {
      if (format == ArrayFormat.V0) {
        target.putInt(dimension);
      } else {
        target.putLong(dimension);
      }
    }
  }

  private void writeNames(List<NamedArray> arrays, LittleEndianOutput target) throws IOException {
    if (naming == Naming.NONE) {
      target.putLong(0);
      return;
    }
    target.putLong(arrays.size());
    for (NamedArray array : arrays) {
      String prefix = naming == Naming.PREFIXED ? array.kind().prefix() : "";
      byte[] name = (prefix + array.name()).getBytes(StandardCharsets.UTF_8);
      target.putLong(name.length);
      target.putBytes(name);
    }
  }
}
