package dev.weft.format;

import dev.weft.DataType;
import java.util.Optional;

/**
 * The numbers by which MXNet's files name data types ({@code TypeFlag} in mshadow's {@code
 * base.h}).
 */
public final class DataTypeCode {
  private DataTypeCode() {}

  /**
   * {@return the type that a number names, or empty if it names none that Weft knows}
   *
   * @param code the number
   */
  public static Optional<DataType> dataType(int code) {
    return Optional.ofNullable(
        switch (code) {
          case 0 -> DataType.FLOAT32;
          case 1 -> DataType.FLOAT64;
          case 2 -> DataType.FLOAT16;
          case 3 -> DataType.UINT8;
          case 4 -> DataType.INT32;
          case 5 -> DataType.INT8;
          case 6 -> DataType.INT64;
          case 7 -> DataType.BOOL;
          case 12 -> DataType.BFLOAT16;
          default -> null;
        });
  }
}
