package dev.weft.backend.onednn.handle;

import dev.weft.DataType;
import org.bytedeco.dnnl.global.dnnl;

/** Types of elements in native memory. Those that oneDNN lacks have no code of its. */
public enum ElementType {
  /** IEEE 754 binary32. */
  F32(4, dnnl.dnnl_f32),
  /** Upper half of a binary32. */
  BF16(2, dnnl.dnnl_bf16),
  /** IEEE 754 binary16. */
  F16(2, dnnl.dnnl_f16),
  /** 32-bit integer. */
  S32(4, dnnl.dnnl_s32),
  /** 8-bit integer. */
  S8(1, dnnl.dnnl_s8),
  /** Unsigned 8-bit integer. */
  U8(1, dnnl.dnnl_u8),
  /** IEEE 754 binary64, for Java kernels alone; described to oneDNN as twice as many integers. */
  F64(8, dnnl.dnnl_s32),
  /**
   * 64-bit integer, for Java kernels alone; described to oneDNN as 32-bit integers of twice the
   * number.
   */
  S64(8, dnnl.dnnl_s32);

  private final int byteSize;
  private final int code;

  ElementType(int byteSize, int code) {
    this.byteSize = byteSize;
    this.code = code;
  }

  /** {@return the size of an element} */
  public int byteSize() {
    return byteSize;
  }

  /** {@return whether elements are integers} */
  public boolean isInteger() {
    return this == S32 || this == S64 || this == S8 || this == U8;
  }

  int code() {
    return code;
  }

  static ElementType ofCode(int code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("oneDNN's data type " + code + " is not known");
  }

  /**
   * {@return the type in which values are stored in row-major order} Floating-point numbers of 16
   * bits are stored as single-precision ones.
   *
   * @param dataType the type in the model
   */
  public static ElementType storing(DataType dataType) {
    return switch (dataType) {
      case FLOAT32, FLOAT16, BFLOAT16 -> F32;
      case FLOAT64 -> F64;
      case INT8 -> S8;
      case UINT8, BOOL -> U8;
      case INT32 -> S32;
      case INT64 -> S64;
    };
  }
}
