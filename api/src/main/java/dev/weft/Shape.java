package dev.weft;

import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a tensor's dimensions, outermost first; immutable.
 *
 * <p>In a {@link ModelSignature} a dimension may be {@linkplain #UNKNOWN unknown} (it follows from
 * the call's inputs), and so may the number of dimensions. The shape of a {@link Tensor} is always
 * {@linkplain #isKnown() known}.
 */
public final class Shape {
  /** Marks a dimension that is known only when a call's inputs are known. */
  public static final long UNKNOWN = -1;

  private static final Shape UNKNOWN_RANK = new Shape(null);

  private final long @Nullable [] dimensions;

  private Shape(long @Nullable [] dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * {@return the shape with these dimensions; none makes a scalar}
   *
   * @param dimensions sizes, each at least 0 or {@link #UNKNOWN}
   * @throws IllegalArgumentException if a size is below −1
   */
  public static Shape of(long... dimensions) {
    long[] copy = dimensions.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] < UNKNOWN) {
        throw new IllegalArgumentException(
            "dimension "
                + i
                + " of shape "
                + Arrays.toString(copy)
                + " is "
                + copy[i]
                + ", expected a size of at least 0, or Shape.UNKNOWN");
      }
    }
    return new Shape(copy);
  }

  /** {@return the shape of which not even the number of dimensions is known} */
  public static Shape ofUnknownRank() {
    return UNKNOWN_RANK;
  }

  /** {@return whether the number of dimensions is known} */
  public boolean isRankKnown() {
    return dimensions != null;
  }

  /** {@return whether every dimension is known} */
  public boolean isKnown() {
    if (dimensions == null) {
      return false;
    }
    for (long dimension : dimensions) {
      if (dimension == UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the number of dimensions}
   *
   * @throws IllegalStateException if it is unknown
   */
  public int rank() {
    return requireDimensions().length;
  }

  /**
   * {@return the size of one dimension, or {@link #UNKNOWN}}
   *
   * @param axis the dimension, from 0 to {@code rank() - 1}
   * @throws IllegalStateException if the rank is unknown
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public long dimension(int axis) {
    long[] dims = requireDimensions();
    return dims[Objects.checkIndex(axis, dims.length)];
  }

  /**
   * {@return the sizes of all dimensions, in a new array}
   *
   * @throws IllegalStateException if the rank is unknown
   */
  public long[] dimensions() {
    return requireDimensions().clone();
  }

  /**
   * {@return the number of elements: the product of all dimensions, 1 for a scalar}
   *
   * @throws IllegalStateException if a dimension or the rank is unknown
   * @throws ArithmeticException if the product exceeds a {@code long}
   */
  public long elementCount() {
    long[] dims = requireDimensions();
    boolean empty = false;
    for (long dimension : dims) {
      if (dimension == UNKNOWN) {
        throw new IllegalStateException("shape " + this + " has an unknown dimension");
      }
      empty |= dimension == 0;
    }
    return empty ? 0 : product(dims);
  }

  private long product(long[] factors) {
    try {
      long product = 1;
      for (long factor : factors) {
        product = Math.multiplyExact(product, factor);
      }
      return product;
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          "shape " + this + " has more elements than a long can count: " + e.getMessage());
    }
  }

  /**
   * {@return whether a tensor of the shape {@code actual} fits this shape, whose unknown dimensions
   * fit any size}
   *
   * @param actual a known shape
   */
  public boolean accepts(Shape actual) {
    long[] mine = dimensions;
    if (mine == null) {
      return true;
    }
    long[] theirs = actual.dimensions;
    if (theirs == null || theirs.length != mine.length) {
      return false;
    }
    for (int i = 0; i < mine.length; i++) {
      if (mine[i] != UNKNOWN && mine[i] != theirs[i]) {
        return false;
      }
    }
    return true;
  }

  private long[] requireDimensions() {
    if (dimensions == null) {
      throw new IllegalStateException("the rank of this shape is unknown");
    }
    return dimensions;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /**
   * Returns for example {@code (1, 3, 224, 224)}; an unknown dimension is {@code ?}, an unknown
   * rank {@code (...)}.
   */
  @Override
  public String toString() {
    if (dimensions == null) {
      return "(...)";
    }
    StringJoiner text = new StringJoiner(", ", "(", ")");
    for (long dimension : dimensions) {
      text.add(dimension == UNKNOWN ? "?" : Long.toString(dimension));
    }
    return text.toString();
  }
}
