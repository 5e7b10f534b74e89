package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorConversionTest {
  @Test
  void float32IsGivenAsItIs() {
    float[] values = {1.5f, -0.0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
    Tensor tensor = Tensor.of(values, 5);
    assertArrayEquals(values, tensor.toFloatArray());
    assertArrayEquals(
        new double[] {1.5, -0.0, Float.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY},
        tensor.toDoubleArray());
  }

  @Test
  void float64IsRoundedToNearest() {
    Tensor tensor = Tensor.of(new double[] {0.1, 1 + 0x1p-24, 1 + 0x1.8p-24, 1e300}, 4);
    assertArrayEquals(
        new double[] {0.1, 1 + 0x1p-24, 1 + 0x1.8p-24, 1e300}, tensor.toDoubleArray());
    assertArrayEquals(
        new float[] {0.1f, 1, 1 + 0x1p-23f, Float.POSITIVE_INFINITY}, tensor.toFloatArray());
  }

  @Test
  void float16IsWidened() {
    short[] bits = {0x3C00, (short) 0xC000, 0x0001, 0x03FF, 0x7BFF, 0x7C00, 0x7E00, (short) 0x8000};
    Tensor tensor = Tensor.of(DataType.FLOAT16, ShortBuffer.wrap(bits), 8);
    float[] expected = {
      1, -2, 0x1p-24f, 0x1p-14f - 0x1p-24f, 65504, Float.POSITIVE_INFINITY, Float.NaN, -0.0f
    };
    assertArrayEquals(expected, tensor.toFloatArray());
    assertEquals(0x1p-24, tensor.toDoubleArray()[2]);
  }

  @Test
  void bfloat16IsTheUpperHalfOfAFloat() {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      ShortBuffer one = ShortBuffer.wrap(new short[] {(short) bits});
      float actual = Tensor.of(DataType.BFLOAT16, one, 1).toFloatArray()[0];
      assertEquals(bfloat16(bits), actual, Integer.toHexString(bits));
    }
  }

  @Test
  void integersKeepTheirSign() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 127, -128, -1});
    assertArrayEquals(
        new long[] {0, 127, -128, -1}, Tensor.of(DataType.INT8, bytes, 4).toLongArray());
    assertArrayEquals(
        new float[] {0, 127, -128, -1}, Tensor.of(DataType.INT8, bytes, 4).toFloatArray());
    assertArrayEquals(
        new long[] {Integer.MIN_VALUE, 7},
        Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 2).toLongArray());
  }

  @Test
  void uint8HasNoSign() {
    Tensor tensor = Tensor.of(DataType.UINT8, ByteBuffer.wrap(new byte[] {0, 127, -128, -1}), 4);
    assertArrayEquals(new long[] {0, 127, 128, 255}, tensor.toLongArray());
    assertArrayEquals(new float[] {0, 127, 128, 255}, tensor.toFloatArray());
    assertArrayEquals(new double[] {0, 127, 128, 255}, tensor.toDoubleArray());
  }

  @Test
  void boolIsZeroOrOne() {
    Tensor tensor = Tensor.of(DataType.BOOL, ByteBuffer.wrap(new byte[] {0, 1, 1}), 3);
    assertArrayEquals(new long[] {0, 1, 1}, tensor.toLongArray());
    assertArrayEquals(new float[] {0, 1, 1}, tensor.toFloatArray());
  }

  @Test
  void int64IsExactAsLongAndRoundedOnceAsFloat() {
    // By way of double this would be rounded twice, to 2^53.
    long value = (1L << 53) + (1L << 29) + 1;
    Tensor tensor = Tensor.of(new long[] {value, Long.MIN_VALUE}, 2);
    assertArrayEquals(new long[] {value, Long.MIN_VALUE}, tensor.toLongArray());
    assertArrayEquals(new float[] {0x1.000002p53f, -0x1p63f}, tensor.toFloatArray());
    assertArrayEquals(new double[] {(double) value, -0x1p63}, tensor.toDoubleArray());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16"})
  void floatingPointIsNeverTruncated(DataType type) {
    Tensor tensor = Tensor.zeros(type, Shape.of(1));
    assertEquals(
        "elements are " + type + ", which toLongArray would truncate; use toDoubleArray",
        assertThrows(IllegalStateException.class, tensor::toLongArray).getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeConvertsZeros(DataType type) {
    for (Tensor tensor :
        new Tensor[] {
          Tensor.zeros(type, Shape.of(2)), Tensor.allocateDirect(type, Shape.of(2)),
        }) {
      assertArrayEquals(new float[2], tensor.toFloatArray());
      assertArrayEquals(new double[2], tensor.toDoubleArray());
    }
  }

  @Test
  void convertedElementsAreACopy() {
    float[] values = {1, 2};
    Tensor tensor = Tensor.of(values, 2);
    tensor.toFloatArray()[0] = 9;
    assertEquals(1, values[0]);
    assertTrue(tensor.toFloatArray() != tensor.toFloatArray());
  }

  /** 8 bits of exponent with the bias 127, 7 of fraction. */
  private static float bfloat16(int bits) {
    double sign = bits < 0x8000 ? 1 : -1;
    int exponent = bits / 128 % 256;
    double fraction = bits % 128 / 128.0;
    if (exponent == 255) {
      return fraction == 0 ? (float) sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return (float)
        (exponent == 0
            ? sign * fraction * Math.pow(2, -126)
            : sign * (1 + fraction) * Math.pow(2, exponent - 127));
  }
}
