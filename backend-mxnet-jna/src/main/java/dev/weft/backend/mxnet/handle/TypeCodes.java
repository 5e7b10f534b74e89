package dev.weft.backend.mxnet.handle;

import dev.weft.DataType;
import java.util.Optional;

/** libmxnet's numbers for data types, from {@code mshadow/base.h}. */
final class TypeCodes {
  private TypeCodes() {}

  /** {@return the number of a type} */
  static int code(DataType type) {
    return switch (type) {
      case FLOAT32 -> 0;
      case FLOAT64 -> 1;
      case FLOAT16 -> 2;
      case UINT8 -> 3;
      case INT32 -> 4;
      case INT8 -> 5;
      case INT64 -> 6;
      case BOOL -> 7;
      case BFLOAT16 -> 12;
    };
  }

  /** {@return the type of a number, or empty if the number is −1 or unknown} */
  static Optional<DataType> type(int code) {
    for (DataType type : DataType.values()) {
      if (code(type) == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
