package dev.weft.demo;

import java.util.List;
import java.util.Random;

/**
 * The random choices of one picture. {@link Random} is used because its sequence is specified, so
 * that a seed means the same choices in every JDK. Not thread-safe; each picture has its own.
 */
final class Dice {
  private final Random random;

  private Dice(long state) {
    this.random = new Random(state);
  }

  /** The choices of picture {@code index} of the series {@code seed}. */
  static Dice of(long seed, long index) {
    // The finaliser of SplitMix64: neighbouring indices must not give related sequences.
    long z = seed * 0x9E3779B97F4A7C15L + index;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return new Dice(z ^ (z >>> 31));
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A normal deviate cut off at two and a half deviations. */
  double normal(double mean, double deviation) {
    return mean + deviation * Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
