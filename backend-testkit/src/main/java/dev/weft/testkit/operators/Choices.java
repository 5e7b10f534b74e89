package dev.weft.testkit.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Draws attributes and sizes at random, the same ones in every run. Not thread-safe. The system
 * property {@code weft.operators.draws} multiplies how many combinations are drawn.
 */
public class Choices {
  private static final int MULTIPLE = Integer.getInteger("weft.operators.draws", 1);

  private final Random random;

  /**
   * Creates a sequence of choices.
   *
   * @param seed what decides them
   */
  public Choices(long seed) {
    this.random = new Random(seed);
  }

  /** As many numbers as combinations are to be drawn. */
  static IntStream times(int count) {
    return IntStream.range(0, count * MULTIPLE);
  }

  /**
   * {@return an integer between two bounds}
   *
   * @param low the least integer, included
   * @param high the greatest integer, included
   */
  public final int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** {@return true or false, with equal probability} */
  public final boolean coin() {
    return random.nextBoolean();
  }

  /**
   * {@return true with the probability 1 / {@code times}}
   *
   * @param times at least 1
   */
  public final boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /**
   * {@return one of several options, each with equal probability}
   *
   * @param <T> the type of the options
   * @param options at least one
   */
  @SafeVarargs
  public final <T> T of(T... options) {
    return options[random.nextInt(options.length)];
  }

  /**
   * {@return one of several options, each with equal probability}
   *
   * @param <T> the type of the options
   * @param options at least one
   */
  public final <T> T of(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** Sizes of a number of dimensions, each between two bounds. */
  final int[] sizes(int rank, int low, int high) {
    return random.ints(rank, low, high + 1).toArray();
  }

  /** The numbers below a bound, in any order. */
  final int[] permutation(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(random.nextInt(i + 1), i);
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
