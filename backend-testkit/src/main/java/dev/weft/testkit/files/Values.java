package dev.weft.testkit.files;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The elements of an array, made one after the other while they are written, so that a large array
 * need not lie in memory. Every {@link #cursor} gives the same values from the first on.
 */
@FunctionalInterface
public interface Values {

  /**
   * Starts a pass over the values.
   *
   * @return a cursor before the first value
   */
  Cursor cursor();

  /** One pass over the values. Not thread-safe. */
  @FunctionalInterface
  interface Cursor {

    /**
     * The next value.
     *
     * @return the value
     */
    double nextDouble();

    /**
     * The next value, for an integer type.
     *
     * @return the value, cut towards zero
     */
    default long nextLong() {
      return (long) nextDouble();
    }
  }

  /**
   * The values given. The array is read when it is written, not copied.
   *
   * @param values all values, in row-major order
   * @return the values
   */
  static Values of(double... values) {
    return () -> {
      int[] next = {0};
      return () -> values[next[0]++];
    };
  }

  /**
   * The values given. The array is read when it is written, not copied.
   *
   * @param values all values, in row-major order
   * @return the values
   */
  static Values ofFloats(float... values) {
    return () -> {
      int[] next = {0};
      return () -> values[next[0]++];
    };
  }

  /**
   * The values given, exact beyond the 53 bits of a double. The array is read when it is written,
   * not copied.
   *
   * @param values all values, in row-major order
   * @return the values
   */
  static Values ofLongs(long... values) {
    return () -> new LongCursor(values);
  }

  /**
   * Values of a generator.
   *
   * @param generators gives a generator at its start each time it is asked
   * @return the values
   */
  static Values generated(Supplier<? extends DoubleSupplier> generators) {
    return () -> generators.get()::getAsDouble;
  }
}
