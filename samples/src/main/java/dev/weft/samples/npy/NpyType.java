package dev.weft.samples.npy;

import dev.weft.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The element types that both a {@code .npy} file and a tensor can hold. */
enum NpyType {
  F2(DataType.FLOAT16),
  F4(DataType.FLOAT32),
  F8(DataType.FLOAT64),
  I1(DataType.INT8),
  U1(DataType.UINT8),
  I4(DataType.INT32),
  I8(DataType.INT64),
  B1(DataType.BOOL);

  private final DataType dataType;

  NpyType(DataType dataType) {
    this.dataType = dataType;
  }

  DataType dataType() {
    return dataType;
  }

  /** Returns the type with a code such as {@code f4}. */
  static Optional<NpyType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  /** Returns the type of a tensor's elements, or empty for BFLOAT16, which NumPy lacks. */
  static Optional<NpyType> of(DataType dataType) {
    return Arrays.stream(values()).filter(type -> type.dataType == dataType).findFirst();
  }

  /** Returns the description that NumPy writes on a little-endian machine, such as {@code <f4}. */
  String description() {
    return (dataType.byteSize() == 1 ? "|" : "<") + code();
  }

  private String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
