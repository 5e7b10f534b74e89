package dev.weft.testkit.files;

import java.nio.ByteBuffer;

/** The element types of MXNet's arrays, with the numbers they have in files (mshadow's base.h). */
public enum ElementType {
  /** 32-bit IEEE 754. */
  FLOAT32(0, Float.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putFloat((float) values.nextDouble());
    }
  },
  /** 64-bit IEEE 754. */
  FLOAT64(1, Double.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putDouble(values.nextDouble());
    }
  },
  /** 16-bit IEEE 754; values are rounded to 32 bits first. */
  FLOAT16(2, Short.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putShort(HalfPrecision.float16((float) values.nextDouble()));
    }
  },
  /** 8 bits without a sign; the low bits of larger values. */
  UINT8(3, Byte.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.put((byte) values.nextLong());
    }
  },
  /** 32 bits with a sign. */
  INT32(4, Integer.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putInt((int) values.nextLong());
    }
  },
  /** 8 bits with a sign. */
  INT8(5, Byte.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.put((byte) values.nextLong());
    }
  },
  /** 64 bits with a sign. */
  INT64(6, Long.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putLong(values.nextLong());
    }
  },
  /** A byte of 0 or 1; any value but 0 is written as 1. */
  BOOL(7, Byte.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.put((byte) (values.nextDouble() != 0 ? 1 : 0));
    }
  },
  /** The upper half of a 32-bit float, rounded to nearest even. */
  BFLOAT16(12, Short.BYTES) {
    @Override
    public void put(ByteBuffer target, Values.Cursor values) {
      target.putShort(HalfPrecision.bfloat16((float) values.nextDouble()));
    }
  };

  private final int code;
  private final int sizeBytes;

  ElementType(int code, int sizeBytes) {
    this.code = code;
    this.sizeBytes = sizeBytes;
  }

  /**
   * The type's number in files.
   *
   * @return the number
   */
  public int code() {
    return code;
  }

  /**
   * The size of one element.
   *
   * @return its bytes
   */
  public int sizeBytes() {
    return sizeBytes;
  }

  /**
   * Takes the next value and puts it, in the byte order of the target.
   *
   * @param target where the element goes, at its position
   * @param values where it is taken from
   */
  public abstract void put(ByteBuffer target, Values.Cursor values);
}
