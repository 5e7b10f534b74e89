package dev.weft.format;

import dev.weft.DataType;
import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import dev.weft.Shape;
import java.nio.ByteBuffer;

/**
 * One named array of a {@link ParameterFile}, which must be open when data are read; immutable and
 * safe for concurrent reads.
 */
public final class ParameterArray {
  /** What a parameter is to the graph, as the prefix of its stored name tells. */
  public enum Kind {
    /** Prefix {@code arg:}, a weight. */
    ARGUMENT,
    /** Prefix {@code aux:}, a state such as BatchNorm's moving mean. */
    AUXILIARY,
    /** No prefix, as in files that Gluon's {@code save_parameters} writes; either of the above. */
    UNSPECIFIED
  }

  /** How the file stores an array; {@link #read} makes all of them dense. */
  public enum Storage {
    /** All elements, in row-major order. */
    DENSE,
    /** Some rows and their indices. */
    ROW_SPARSE,
    /** Some elements of a matrix, in compressed sparse rows. */
    CSR
  }

  private final String name;
  private final Kind kind;
  private final ArrayHeader header;

  ParameterArray(String name, Kind kind, ArrayHeader header) {
    this.name = name;
    this.kind = kind;
    this.header = header;
  }

  /** {@return the name without its prefix} */
  public String name() {
    return name;
  }

  /** {@return what the parameter is to the graph} */
  public Kind kind() {
    return kind;
  }

  /** {@return the type of the elements} */
  public DataType dataType() {
    return header.dataType();
  }

  /** {@return the dense shape, which is known} */
  public Shape shape() {
    return header.shape();
  }

  /** {@return how the file stores the array} */
  public Storage storage() {
    return header.data().storage();
  }

  /** {@return the size of the dense data in bytes} */
  public long byteSize() {
    return header.byteSize();
  }

  /**
   * Copies a range of the dense data, elements in row-major order and little-endian as in the file.
   * That is the byte order of every processor MXNet runs on; on any other, the caller must swap.
   *
   * @param offset the first byte to copy
   * @param target filled from its position to its limit; its content is unspecified if this method
   *     throws
   * @throws IndexOutOfBoundsException if the range reaches beyond {@link #byteSize()}
   * @throws IllegalStateException if the file is closed
   * @throws ModelFormatException if the file cannot be read, or is found changed or shortened
   * @throws InferenceException if a thread was interrupted while reading, which closes the file for
   *     all
   */
  public void read(long offset, ByteBuffer target) {
    if (offset < 0 || offset > byteSize() || target.remaining() > byteSize() - offset) {
      throw new IndexOutOfBoundsException(
          this
              + ": "
              + target.remaining()
              + " bytes from offset "
              + offset
              + ", expected a range within its "
              + byteSize()
              + " bytes");
    }
    header.data().read(offset, target);
  }

  /** {@return for example {@code 'conv1_weight' FLOAT32 (64, 3, 7, 7)}} */
  @Override
  public String toString() {
    return Quoted.of(name) + " " + dataType() + " " + shape();
  }
}
