package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Arithmetic of shapes of which a part may be unknown. */
public final class Dimensions {
  private static final long UNKNOWN = Shape.UNKNOWN;

  private Dimensions() {}

  /**
   * {@return a shape of which only the rank is known}
   *
   * @param rank the number of dimensions
   */
  public static Shape ofRank(int rank) {
    long[] dimensions = new long[rank];
    Arrays.fill(dimensions, UNKNOWN);
    return Shape.of(dimensions);
  }

  /**
   * {@return all that two views of one shape know together}
   *
   * @param one a shape
   * @param other the same shape, seen from elsewhere
   * @throws IllegalArgumentException if they contradict each other
   */
  public static Shape merge(Shape one, Shape other) {
    if (!one.isRankKnown()) {
      return other;
    }
    if (!other.isRankKnown() || one.equals(other)) {
      return one;
    }
    if (one.rank() != other.rank()) {
      throw new IllegalArgumentException("shape " + one + " cannot be " + other);
    }
    long[] merged = one.dimensions();
    for (int axis = 0; axis < merged.length; axis++) {
      long theirs = other.dimension(axis);
      if (merged[axis] == UNKNOWN) {
        merged[axis] = theirs;
      } else if (theirs != UNKNOWN && theirs != merged[axis]) {
        throw new IllegalArgumentException("shape " + one + " cannot be " + other);
      }
    }
    return Shape.of(merged);
  }

  /**
   * {@return a known dimension changed, an unknown one unknown}
   *
   * @param dimension the size, or unknown
   * @param change what to make of it
   */
  public static long map(long dimension, LongUnaryOperator change) {
    return dimension == UNKNOWN ? UNKNOWN : change.applyAsLong(dimension);
  }

  /**
   * {@return the product of dimensions, unknown if one of them is}
   *
   * @param shape a shape of known rank
   * @param from the first axis
   * @param to one more than the last axis
   */
  public static long product(Shape shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      if (shape.dimension(axis) == UNKNOWN) {
        return UNKNOWN;
      }
      product = Math.multiplyExact(product, shape.dimension(axis));
    }
    return product;
  }

  /**
   * {@return a shape with one dimension replaced}
   *
   * @param shape a shape of known rank
   * @param axis which dimension
   * @param size its new size
   */
  public static Shape with(Shape shape, int axis, long size) {
    long[] dimensions = shape.dimensions();
    dimensions[axis] = size;
    return Shape.of(dimensions);
  }

  /**
   * {@return a shape without one of its dimensions}
   *
   * @param shape a shape of known rank
   * @param axis which dimension
   */
  public static Shape without(Shape shape, int axis) {
    long[] dimensions = shape.dimensions();
    long[] others = new long[dimensions.length - 1];
    System.arraycopy(dimensions, 0, others, 0, axis);
    System.arraycopy(dimensions, axis + 1, others, axis, others.length - axis);
    return Shape.of(others);
  }

  /**
   * {@return a shape of which an axis was reduced to one element} A shape of one axis becomes (1).
   *
   * @param shape a shape, of which the rank may be unknown
   * @param axis the axis, negative if counted from the end; none for all
   * @param keeps whether the axis remains, of size 1
   */
  public static Shape reduce(Shape shape, Optional<Integer> axis, boolean keeps) {
    if (!shape.isRankKnown()) {
      return axis.isPresent() || keeps ? shape : Shape.of(1);
    }
    if (axis.isEmpty() || shape.rank() == 1) {
      long[] ones = new long[keeps ? shape.rank() : 1];
      Arrays.fill(ones, 1);
      return Shape.of(ones);
    }
    int position = axis(axis.get(), shape.rank());
    if (keeps) {
      return with(shape, position, 1);
    }
    return without(shape, position);
  }

  /**
   * {@return a shape with one more dimension behind its last}
   *
   * @param shape a shape, of which the rank may be unknown
   * @param size the size of the new dimension
   */
  public static Shape append(Shape shape, long size) {
    if (!shape.isRankKnown()) {
      return shape;
    }
    long[] dimensions = Arrays.copyOf(shape.dimensions(), shape.rank() + 1);
    dimensions[shape.rank()] = size;
    return Shape.of(dimensions);
  }

  /**
   * {@return an axis counted from the front}
   *
   * @param axis the axis, negative if it is counted from the end
   * @param rank the number of dimensions
   * @throws IllegalArgumentException if there is no such axis
   */
  public static int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new IllegalArgumentException(
          "axis " + axis + " of " + rank + " dimensions, expected -" + rank + " to " + (rank - 1));
    }
    return (int) positive;
  }

  /**
   * {@return the shape of two operands of which one may repeat the other's dimensions of size 1}
   * Shapes of different ranks are aligned at their last dimensions.
   *
   * @param one an operand
   * @param other the other operand
   */
  public static Shape broadcast(Shape one, Shape other) {
    if (!one.isRankKnown() || !other.isRankKnown()) {
      return Shape.ofUnknownRank();
    }
    int rank = Math.max(one.rank(), other.rank());
    long[] dimensions = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long a = aligned(one, axis, rank);
      long b = aligned(other, axis, rank);
      if (a == b || b == 1) {
        dimensions[axis] = a;
      } else if (a == 1) {
        dimensions[axis] = b;
      } else if (a == UNKNOWN || b == UNKNOWN) {
        dimensions[axis] = Math.max(a, b);
      } else {
        throw new IllegalArgumentException(
            "shapes " + one + " and " + other + " differ in a dimension that is 1 in neither");
      }
    }
    return Shape.of(dimensions);
  }

  /**
   * Checks that the rank is known to be within a range, if it is known.
   *
   * @param what the subject of the message
   * @param shape the shape
   * @param least the least rank
   * @param most the greatest rank
   * @return whether the rank is known
   */
  public static boolean requireRank(String what, Shape shape, int least, int most) {
    if (!shape.isRankKnown()) {
      return false;
    }
    if (shape.rank() < least || shape.rank() > most) {
      throw new IllegalArgumentException(
          what
              + " has the shape "
              + shape
              + " of rank "
              + shape.rank()
              + ", expected rank "
              + (least == most ? least : least + " to " + most));
    }
    return true;
  }

  private static long aligned(Shape shape, int axis, int rank) {
    int own = axis - (rank - shape.rank());
    return own < 0 ? 1 : shape.dimension(own);
  }
}
