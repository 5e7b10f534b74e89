package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void agreesWithTheFormatsDefinitionOnEveryNumber() {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      float actual = HalfFloat.toFloat((short) bits);
      double expected = defined(bits);
      if (Double.isNaN(expected)) {
        assertTrue(Float.isNaN(actual), Integer.toHexString(bits));
      } else {
        // Bits, so that the sign of a zero counts.
        assertEquals(
            Double.doubleToLongBits(expected),
            Double.doubleToLongBits(actual),
            Integer.toHexString(bits));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0.0",
    "0x8000, -0.0",
    "0x3C00, 1.0",
    "0xC000, -2.0",
    "0x3555, 0.333251953125",
    "0x0001, 5.960464477539063E-8",
    "0x03FF, 6.097555160522461E-5",
    "0x0400, 6.103515625E-5",
    "0x8001, -5.960464477539063E-8",
    "0x7BFF, 65504.0",
    "0x7C00, Infinity",
    "0xFC00, -Infinity",
    "0x7E00, NaN",
    "0x7C01, NaN",
    "0xFFFF, NaN",
  })
  void agreesWithPublishedValues(String bits, double expected) {
    assertEquals(expected, HalfFloat.toFloat(Integer.decode(bits).shortValue()));
  }

  /** IEEE 754-2019, 3.4: binary16 has 5 bits of exponent, 10 of fraction and the bias 15. */
  private static double defined(int bits) {
    double sign = bits < 0x8000 ? 1 : -1;
    int exponent = bits / 1024 % 32;
    double fraction = bits % 1024 / 1024.0;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.pow(2, -14)
        : sign * (1 + fraction) * Math.pow(2, exponent - 15);
  }
}
