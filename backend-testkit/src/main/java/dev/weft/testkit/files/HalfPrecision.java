package dev.weft.testkit.files;

/** Roundings of a 32-bit float to 16 bits, ties to even; a NaN stays one. */
final class HalfPrecision {

  private static final int QUIET_NAN_16 = 0x7E00;
  private static final int INFINITY_16 = 0x7C00;

  /** 65520, half-way from the largest finite 16-bit value to what would follow it. */
  private static final float OVERFLOW_16 = 0x1.FFEp15f;

  private static final float SMALLEST_NORMAL_16 = 0x1p-14f;

  /** The distance between neighbouring subnormal 16-bit values. */
  private static final float SUBNORMAL_STEP_16 = 0x1p-24f;

  private HalfPrecision() {}

  /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
  static short float16(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | QUIET_NAN_16);
    }
    if (magnitude >= OVERFLOW_16) {
      return (short) (sign | INFINITY_16);
    }
    if (magnitude < SMALLEST_NORMAL_16) {
      return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_STEP_16));
    }
    int rebiased = Float.floatToRawIntBits(magnitude) - ((127 - 15) << 23);
    return (short) (sign | dropBits(rebiased, 13));
  }

  /** The upper half of a binary32: 8 bits of exponent, 7 of fraction. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x0040);
    }
    return (short) dropBits(bits, 16);
  }

  private static int dropBits(int bits, int count) {
    int lastKept = (bits >>> count) & 1;
    return (bits + (1 << (count - 1)) - 1 + lastKept) >>> count;
  }
}
