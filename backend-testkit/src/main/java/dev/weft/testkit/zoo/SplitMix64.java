package dev.weft.testkit.zoo;

import java.util.function.DoubleSupplier;

/**
 * The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA
 * 2014), written out because the JDK leaves its own generators free to change between versions.
 * Equal seeds give equal values on every JVM. Not thread-safe.
 */
final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A value from 0 inclusive to 1 exclusive. */
  double nextUniform() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Values of the standard normal distribution, by Marsaglia's polar method. */
  DoubleSupplier gaussians() {
    return new DoubleSupplier() {
      private double spare = Double.NaN;

      @Override
      public double getAsDouble() {
        if (!Double.isNaN(spare)) {
          double value = spare;
          spare = Double.NaN;
          return value;
        }
        double x;
        double y;
        double square;
        do {
          x = 2 * nextUniform() - 1;
          y = 2 * nextUniform() - 1;
          square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double stretch = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * stretch;
        return x * stretch;
      }
    };
  }
}
