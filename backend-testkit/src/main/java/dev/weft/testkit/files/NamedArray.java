package dev.weft.testkit.files;

import java.util.List;

/**
 * An array of a parameter file: what {@link ParamsWriter} writes. Immutable if its values are.
 *
 * @param name the name, without {@code arg:} or {@code aux:}
 * @param kind what the name's prefix says
 * @param type the element type
 * @param shape the dimensions of the array as a whole; of rank 0 only in {@link ArrayFormat#V3}
 * @param storage how the elements are stored
 * @param values the stored elements, in row-major order
 */
public record NamedArray(
    String name, Kind kind, ElementType type, List<Integer> shape, Storage storage, Values values) {

  /** What an array is to the graph. */
  public enum Kind {
    /** An argument, learned by gradient. */
    ARGUMENT("arg:"),
    /** An auxiliary state, such as a moving mean. */
    AUXILIARY("aux:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    /**
     * What precedes the name in a file of {@link ParamsWriter.Naming#PREFIXED}.
     *
     * @return the prefix, with its colon
     */
    public String prefix() {
      return prefix;
    }
  }

  /**
   * Checks the shape, and copies it.
   *
   * @param name the name, without {@code arg:} or {@code aux:}
   * @param kind what the name's prefix says
   * @param type the element type
   * @param shape the dimensions of the array as a whole
   * @param storage how the elements are stored
   * @param values the stored elements
   */
  public NamedArray {
    shape = List.copyOf(shape);
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            name + " has shape " + shape + "; expected none below 0");
      }
    }
    storage.requireFits(name, shape);
  }

  /**
   * A dense argument.
   *
   * @param name the name, without prefix
   * @param type the element type
   * @param shape the dimensions
   * @param values as many values as the shape holds
   * @return the array
   */
  public static NamedArray dense(
      String name, ElementType type, List<Integer> shape, Values values) {
    return new NamedArray(name, Kind.ARGUMENT, type, shape, new Storage.Dense(), values);
  }

  /**
   * A dense argument of 32-bit floats.
   *
   * @param name the name, without prefix
   * @param shape the dimensions
   * @param values as many values as the shape holds
   * @return the array
   */
  public static NamedArray floats(String name, List<Integer> shape, float... values) {
    return dense(name, ElementType.FLOAT32, shape, Values.ofFloats(values));
  }

  /**
   * The same array, stored as told.
   *
   * @param other how the elements are stored
   * @return the array
   */
  public NamedArray with(Storage other) {
    return new NamedArray(name, kind, type, shape, other, values);
  }

  /**
   * The same array as an auxiliary state.
   *
   * @return the array
   */
  public NamedArray asAuxiliary() {
    return new NamedArray(name, Kind.AUXILIARY, type, shape, storage, values);
  }
}
