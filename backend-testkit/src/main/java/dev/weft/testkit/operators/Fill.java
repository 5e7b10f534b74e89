package dev.weft.testkit.operators;

import java.util.Arrays;
import java.util.Random;

/**
 * A distribution of the elements of an array. Immutable; equal seeds give equal elements.
 *
 * @param name what the distribution is called, with its bounds
 * @param generator draws the elements
 */
public record Fill(String name, Generator generator) {

  /** Draws the elements of an array. */
  @FunctionalInterface
  public interface Generator {

    /**
     * Draws elements.
     *
     * @param random where chance comes from
     * @param shape the array's dimensions
     * @return the elements in row-major order
     */
    double[] draw(Random random, int... shape);
  }

  /** Draws one element, by its place. */
  @FunctionalInterface
  private interface Element {
    double draw(Random random, int index);
  }

  /**
   * The standard normal distribution.
   *
   * @return the distribution
   */
  public static Fill normal() {
    return each("normal", (random, index) -> random.nextGaussian());
  }

  /**
   * A normal distribution with mean 0.
   *
   * @param deviation the standard deviation
   * @return the distribution
   */
  public static Fill normal(double deviation) {
    return each("normal " + deviation, (random, index) -> deviation * random.nextGaussian());
  }

  /**
   * Numbers between two bounds.
   *
   * @param low the lower bound
   * @param high the upper bound
   * @return the distribution
   */
  public static Fill uniform(double low, double high) {
    return each(
        "uniform " + low + " to " + high,
        (random, index) -> low + (high - low) * random.nextDouble());
  }

  /**
   * Whole numbers.
   *
   * @param low the least
   * @param high the largest
   * @return the distribution
   */
  public static Fill integers(int low, int high) {
    return each(
        "integers " + low + " to " + high, (random, index) -> low + random.nextInt(high - low + 1));
  }

  /**
   * Whole numbers from 0, such as indices.
   *
   * @param count how many there are to choose from
   * @return the distribution
   */
  public static Fill below(int count) {
    return integers(0, count - 1);
  }

  /**
   * One value throughout.
   *
   * @param value the value
   * @return the distribution
   */
  public static Fill constant(double value) {
    return each("constant " + value, (random, index) -> value);
  }

  /**
   * The values given, from the first on again when there are too few.
   *
   * @param values the values
   * @return the distribution
   */
  public static Fill of(double... values) {
    double[] copy = values.clone();
    return each("values", (random, index) -> copy[index % copy.length]);
  }

  /**
   * Numbers that all differ, in any order: multiples of 1/8 around 0.
   *
   * @return the distribution
   */
  public static Fill distinct() {
    return new Fill(
        "distinct",
        (random, shape) -> {
          double[] values = new double[count(shape)];
          for (int i = 0; i < values.length; i++) {
            values[i] = (i - values.length / 2) * 0.125;
          }
          for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
          }
          return values;
        });
  }

  /**
   * As {@link #distinct}, in ascending order.
   *
   * @return the distribution
   */
  public static Fill ascending() {
    return each("ascending", (random, index) -> index * 0.125);
  }

  /**
   * Rows drawn one after the other.
   *
   * @param name what the distribution is called
   * @param rows draws the row of a number into an array of the last dimension's size
   * @return the distribution
   */
  static Fill rows(String name, RowGenerator rows) {
    return new Fill(
        name,
        (random, shape) -> {
          int width = shape[shape.length - 1];
          double[] values = new double[count(shape)];
          double[] row = new double[width];
          for (int i = 0; i < values.length / width; i++) {
            Arrays.fill(row, 0);
            rows.draw(random, i, row);
            System.arraycopy(row, 0, values, i * width, width);
          }
          return values;
        });
  }

  /** Draws one row of an array. */
  @FunctionalInterface
  interface RowGenerator {
    void draw(Random random, int number, double[] row);
  }

  /**
   * The same numbers, divided.
   *
   * @param divisor what by
   * @return the distribution
   */
  public Fill over(double divisor) {
    return new Fill(
        name + " / " + divisor,
        (random, shape) ->
            Arrays.stream(generator.draw(random, shape)).map(value -> value / divisor).toArray());
  }

  private static Fill each(String name, Element element) {
    return new Fill(
        name,
        (random, shape) -> {
          double[] values = new double[count(shape)];
          for (int i = 0; i < values.length; i++) {
            values[i] = element.draw(random, i);
          }
          return values;
        });
  }

  private static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return name;
  }
}
