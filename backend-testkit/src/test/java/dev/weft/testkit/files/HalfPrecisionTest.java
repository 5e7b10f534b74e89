package dev.weft.testkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "-0.0, 8000",
    "1, 3c00",
    "-2, c000",
    "0x1.002p0, 3c00",
    "0x1.006p0, 3c02",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "-Infinity, fc00",
    "NaN, 7e00",
    "0x1p-14, 0400",
    "0x1.ff8p-15, 03ff",
    "0x1.ffcp-15, 0400",
    "0x1p-24, 0001",
    "0x1p-25, 0000",
    "0x1.8p-24, 0002",
    "0x1p-149, 0000"
  })
  void roundsToFloat16(String value, String bits) {
    assertEquals(bits, hex(HalfPrecision.float16(Float.parseFloat(value))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "1, 3f80",
    "-1.5, bfc0",
    "0x1.01p0, 3f80",
    "0x1.03p0, 3f82",
    "0x1.fffffep127, 7f80",
    "Infinity, 7f80",
    "NaN, 7fc0"
  })
  void roundsToBfloat16(String value, String bits) {
    assertEquals(bits, hex(HalfPrecision.bfloat16(Float.parseFloat(value))));
  }

  private static String hex(short bits) {
    return "%04x".formatted(bits & 0xFFFF);
  }
}
