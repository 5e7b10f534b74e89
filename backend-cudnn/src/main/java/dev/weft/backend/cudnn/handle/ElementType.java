package dev.weft.backend.cudnn.handle;

import dev.weft.DataType;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;

/** Types of elements in device memory. */
public enum ElementType {
  /** IEEE 754 binary32. */
  F32(4, "f32", cudnn.CUDNN_DATA_FLOAT, cudart.CUDA_R_32F),
  /** IEEE 754 binary16. */
  F16(2, "f16", cudnn.CUDNN_DATA_HALF, cudart.CUDA_R_16F),
  /** Upper half of a binary32. */
  BF16(2, "bf16", cudnn.CUDNN_DATA_BFLOAT16, cudart.CUDA_R_16BF),
  /** IEEE 754 binary64. */
  F64(8, "f64", cudnn.CUDNN_DATA_DOUBLE, cudart.CUDA_R_64F),
  /** 32-bit integer. */
  S32(4, "i32", cudnn.CUDNN_DATA_INT32, cudart.CUDA_R_32I),
  /** 64-bit integer. */
  S64(8, "i64", cudnn.CUDNN_DATA_INT64, cudart.CUDA_R_64I),
  /** 8-bit integer. */
  S8(1, "i8", cudnn.CUDNN_DATA_INT8, cudart.CUDA_R_8I),
  /** Unsigned 8-bit integer. */
  U8(1, "u8", cudnn.CUDNN_DATA_UINT8, cudart.CUDA_R_8U);

  private final int byteSize;
  private final String kernelName;
  private final int cudnnCode;
  private final int cudaCode;

  ElementType(int byteSize, String kernelName, int cudnnCode, int cudaCode) {
    this.byteSize = byteSize;
    this.kernelName = kernelName;
    this.cudnnCode = cudnnCode;
    this.cudaCode = cudaCode;
  }

  /** {@return the size of an element} */
  public int byteSize() {
    return byteSize;
  }

  /** {@return the name of the type in the sources of kernels} */
  public String kernelName() {
    return kernelName;
  }

  /**
   * {@return whether it is a floating-point type of at most 32 bits, computed with in single
   * precision}
   */
  public boolean isSingle() {
    return this == F32 || this == F16 || this == BF16;
  }

  /** {@return whether elements are integers} */
  public boolean isInteger() {
    return this == S32 || this == S64 || this == S8 || this == U8;
  }

  int cudnnCode() {
    return cudnnCode;
  }

  int cudaCode() {
    return cudaCode;
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
