package dev.weft.testkit.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Draws attributes and sizes, the same ones in every run. Not thread-safe. The system property
 * {@code weft.operators.draws} multiplies how many combinations are drawn.
 */
final class Choices {
  private static final int MULTIPLE = Integer.getInteger("weft.operators.draws", 1);

  private final Random random;

  Choices(long seed) {
    this.random = new Random(seed);
  }

  /** As many numbers as combinations are to be drawn. */
  static IntStream times(int count) {
    return IntStream.range(0, count * MULTIPLE);
  }

  /** A whole number between two bounds, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  final <T> T of(T... options) {
    return options[random.nextInt(options.length)];
  }

  <T> T of(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** Sizes of a number of dimensions, each between two bounds. */
  int[] sizes(int rank, int low, int high) {
    return random.ints(rank, low, high + 1).toArray();
  }

  /** The numbers below a bound, in any order. */
  int[] permutation(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(random.nextInt(i + 1), i);
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
