package dev.weft.backend.cudnn.plan;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;

/**
 * How the elements of a value lie in memory, densely.
 *
 * @param type their type
 * @param shape the known shape, as the model sees it: batch, channels, then the rest
 * @param order the order of the axes
 */
public record Layout(ElementType type, Shape shape, Order order) {
  /** An order of axes. */
  public enum Order {
    /** As the model has it: NCHW. */
    ROW_MAJOR,
    /** The second axis comes last: NHWC. Of values of at least three axes alone. */
    CHANNELS_LAST
  }

  /**
   * {@return the row-major layout of a shape}
   *
   * @param type the type of elements
   * @param shape a known shape
   */
  public static Layout plain(ElementType type, Shape shape) {
    return new Layout(type, shape, Order.ROW_MAJOR);
  }

  /**
   * {@return the size of all elements}
   *
   * @throws ArithmeticException if a long cannot count the bytes
   */
  public long byteSize() {
    long count = shape.elementCount();
    if (count > Long.MAX_VALUE / type.byteSize()) {
      throw new ArithmeticException(this + " has more bytes than a long can count");
    }
    return count * type.byteSize();
  }

  /**
   * {@return the same order and shape with another type of elements}
   *
   * @param other the type
   */
  public Layout as(ElementType other) {
    return new Layout(other, shape, order);
  }

  /** {@return for each axis of the shape, the distance of neighbours, in elements} */
  public long[] strides() {
    int rank = shape.rank();
    long[] strides = new long[rank];
    long stride = 1;
    boolean last = order == Order.CHANNELS_LAST;
    if (last) {
      strides[1] = 1;
      stride = shape.dimension(1);
    }
    for (int axis = rank - 1; axis >= 0; axis--) {
      if (!last || axis != 1) {
        strides[axis] = stride;
        stride *= shape.dimension(axis);
      }
    }
    return strides;
  }

  /**
   * {@return which axis of the shape is the i-th from outside in memory}
   *
   * @param i from 0 on
   */
  public int axisInMemory(int i) {
    if (order == Order.ROW_MAJOR || i == 0) {
      return i;
    }
    return i == shape.rank() - 1 ? 1 : i + 1;
  }

  /** Returns type, shape, and the order where it is not that of the model. */
  @Override
  public String toString() {
    return type + " " + shape + (order == Order.CHANNELS_LAST ? " channels last" : "");
  }
}
