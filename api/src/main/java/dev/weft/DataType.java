package dev.weft;

/**
 * Type of the elements of a {@link Tensor}.
 *
 * <p>Each type has a Java <em>carrier</em>: the primitive type whose arrays and buffers hold its
 * elements. Types without a Java counterpart are carried by the integer type of the same width:
 * {@link #FLOAT16} and {@link #BFLOAT16} by {@code short} (their bits), {@link #UINT8} and {@link
 * #BOOL} by {@code byte}.
 */
public enum DataType {
  /** IEEE 754 binary32; carrier {@code float}. */
  FLOAT32(4),
  /** IEEE 754 binary64; carrier {@code double}. */
  FLOAT64(8),
  /** IEEE 754 binary16; carrier {@code short}. */
  FLOAT16(2),
  /** The upper half of an IEEE 754 binary32; carrier {@code short}. */
  BFLOAT16(2),
  /** Two's complement, 8 bits; carrier {@code byte}. */
  INT8(1),
  /** Unsigned, 8 bits; carrier {@code byte}. */
  UINT8(1),
  /** Two's complement, 32 bits; carrier {@code int}. */
  INT32(4),
  /** Two's complement, 64 bits; carrier {@code long}. */
  INT64(8),
  /** One byte, 0 or 1; carrier {@code byte}. */
  BOOL(1);

  private final int byteSize;

  DataType(int byteSize) {
    this.byteSize = byteSize;
  }

  /** {@return the size of one element in bytes} */
  public int byteSize() {
    return byteSize;
  }

  /** {@return whether elements are floating-point numbers} */
  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
  }
}
