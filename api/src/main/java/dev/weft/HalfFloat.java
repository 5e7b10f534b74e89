package dev.weft;

/** Conversion of IEEE 754 binary16, which Java 17 has no methods for. */
final class HalfFloat {
  private static final int EXPONENT_MASK = 0x7C00;
  private static final int FRACTION_MASK = 0x03FF;
  private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

  private HalfFloat() {}

  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half & EXPONENT_MASK) >> 10;
    int fraction = half & FRACTION_MASK;
    if (exponent == 0) {
      float magnitude = fraction * SMALLEST_SUBNORMAL;
      return sign == 0 ? magnitude : -magnitude;
    }
    int biased = exponent == 31 ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | biased << 23 | fraction << 13);
  }
}
