package dev.weft.backend.onednn.kernel;

import dev.weft.backend.onednn.handle.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Elements in row-major order in native memory, as a kernel sees them. For one thread at a time.
 */
public final class Elements {
  private final ElementType type;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final LongBuffer longs;
  private final DoubleBuffer doubles;

  /**
   * Wraps memory.
   *
   * @param type the type of the elements
   * @param memory the bytes, in native byte order
   */
  public Elements(ElementType type, ByteBuffer memory) {
    this.type = type;
    this.bytes = memory.duplicate().order(ByteOrder.nativeOrder());
    this.floats = bytes.asFloatBuffer();
    this.ints = bytes.asIntBuffer();
    this.longs = bytes.asLongBuffer();
    this.doubles = bytes.asDoubleBuffer();
  }

  /** {@return the type of the elements} */
  public ElementType type() {
    return type;
  }

  /** {@return the number of elements} */
  public int count() {
    return bytes.capacity() / type.byteSize();
  }

  /** {@return all bytes; position and limit are the kernel's to change and put back} */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** {@return all elements as double-precision numbers, which they are} */
  public DoubleBuffer doubles() {
    return doubles;
  }

  /**
   * {@return all elements as single-precision numbers}
   *
   * @throws IllegalStateException if they are something else
   */
  public FloatBuffer floats() {
    if (type != ElementType.F32) {
      throw new IllegalStateException("elements are " + type + ", expected F32");
    }
    return floats;
  }

  /** {@return all elements as 32-bit integers, which they are} */
  public IntBuffer ints() {
    return ints;
  }

  /** {@return all elements as 64-bit integers, which they are} */
  public LongBuffer longs() {
    return longs;
  }

  /**
   * {@return an element of any type; 64-bit integers beyond 2⁵³ are rounded}
   *
   * @param index which
   */
  public double get(int index) {
    return switch (type) {
      case F32 -> floats.get(index);
      case F64 -> doubles.get(index);
      case S32 -> ints.get(index);
      case S64 -> longs.get(index);
      case S8 -> bytes.get(index);
      case U8 -> Byte.toUnsignedInt(bytes.get(index));
      case BF16, F16 -> throw new IllegalStateException(type + " elements reached a kernel");
    };
  }

  /**
   * Sets an element of any type; what is too large for an integer is cut to its lowest bits, and
   * fractions are cut off.
   *
   * @param index which
   * @param value what to
   */
  public void set(int index, double value) {
    switch (type) {
      case F32 -> floats.put(index, (float) value);
      case F64 -> doubles.put(index, value);
      case S32 -> ints.put(index, (int) (long) value);
      case S64 -> longs.put(index, (long) value);
      case S8, U8 -> bytes.put(index, (byte) (long) value);
      case BF16, F16 -> throw new IllegalStateException(type + " elements reached a kernel");
    }
  }

  /**
   * {@return an element as a whole number, its fraction cut off}
   *
   * @param index which
   */
  public long getLong(int index) {
    return switch (type) {
      case F32 -> (long) floats.get(index);
      case F64 -> (long) doubles.get(index);
      case S32 -> ints.get(index);
      case S64 -> longs.get(index);
      case S8 -> bytes.get(index);
      case U8 -> Byte.toUnsignedInt(bytes.get(index));
      case BF16, F16 -> throw new IllegalStateException(type + " elements reached a kernel");
    };
  }

  /**
   * Sets an element to a whole number, of which smaller integers keep the lowest bits.
   *
   * @param index which
   * @param value what to
   */
  public void setLong(int index, long value) {
    switch (type) {
      case F32 -> floats.put(index, (float) value);
      case F64 -> doubles.put(index, (double) value);
      case S32 -> ints.put(index, (int) value);
      case S64 -> longs.put(index, value);
      case S8, U8 -> bytes.put(index, (byte) value);
      case BF16, F16 -> throw new IllegalStateException(type + " elements reached a kernel");
    }
  }

  /**
   * Sets an element to one of elements of the same type.
   *
   * @param index which
   * @param source the other elements
   * @param from which of them
   */
  public void copy(int index, Elements source, int from) {
    switch (type.byteSize()) {
      case Integer.BYTES -> ints.put(index, source.ints.get(from));
      case Long.BYTES -> longs.put(index, source.longs.get(from));
      default -> bytes.put(index, source.bytes.get(from));
    }
  }
}
