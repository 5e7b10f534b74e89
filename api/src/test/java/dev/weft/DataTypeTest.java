package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypeTest {
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 4, true",
    "FLOAT64, 8, true",
    "FLOAT16, 2, true",
    "BFLOAT16, 2, true",
    "INT8, 1, false",
    "UINT8, 1, false",
    "INT32, 4, false",
    "INT64, 8, false",
    "BOOL, 1, false",
  })
  void hasItsSizeAndKind(DataType type, int bytes, boolean floatingPoint) {
    assertEquals(bytes, type.byteSize());
    assertEquals(floatingPoint, type.isFloatingPoint());
  }
}
