package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;

/**
 * A window that slides over 1, 2 or 3 spatial dimensions.
 *
 * @param kernel its extents
 * @param stride its steps
 * @param dilate the distance of its elements, 1 if they are neighbours
 * @param pad how far it begins before the first element, and ends behind the last
 */
public record Window(List<Long> kernel, List<Long> stride, List<Long> dilate, List<Long> pad) {
  private static final long LIMIT = 1L << 31;

  /**
   * Copies and checks all lists.
   *
   * @param kernel its extents
   * @param stride its steps
   * @param dilate the distance of its elements
   * @param pad the padding at both ends
   * @throws IllegalArgumentException if a number makes no sense, or the lists differ in length
   */
  public Window {
    kernel = checked("kernel", kernel, kernel.size(), 1);
    stride = checked("stride", stride, kernel.size(), 1);
    dilate = checked("dilate", dilate, kernel.size(), 1);
    pad = checked("pad", pad, kernel.size(), 0);
    if (kernel.isEmpty() || kernel.size() > 3) {
      throw new IllegalArgumentException(
          "kernel " + kernel + " has " + kernel.size() + " dimensions, expected 1 to 3");
    }
  }

  /** {@return the number of spatial dimensions} */
  public int rank() {
    return kernel.size();
  }

  /**
   * {@return how far the window reaches along an axis}
   *
   * @param axis the spatial axis, from 0
   */
  public long extent(int axis) {
    return (kernel.get(axis) - 1) * dilate.get(axis) + 1;
  }

  /**
   * {@return how many windows fit into a dimension, or unknown}
   *
   * @param size the size of the dimension, or unknown
   * @param axis the spatial axis, from 0
   * @throws IllegalArgumentException if the dimension is too small for one
   */
  public long positions(long size, int axis) {
    return Dimensions.map(
        size,
        known -> {
          long room = known + 2 * pad.get(axis) - extent(axis);
          if (room < 0) {
            throw new IllegalArgumentException(
                "a window of "
                    + extent(axis)
                    + " with padding "
                    + pad.get(axis)
                    + " does not fit into a dimension of "
                    + known);
          }
          return room / stride.get(axis) + 1;
        });
  }

  /**
   * Checks that a value of known rank has a batch, channels and the spatial dimensions.
   *
   * @param shape the value's shape
   * @return whether its rank is known
   */
  boolean requireData(Shape shape) {
    return Dimensions.requireRank("data", shape, rank() + 2, rank() + 2);
  }

  private static List<Long> checked(String name, List<Long> values, int count, long least) {
    if (values.size() != count) {
      throw new IllegalArgumentException(
          name + " " + values + " has " + values.size() + " dimensions, expected " + count);
    }
    for (long value : values) {
      if (value < least || value >= LIMIT) {
        throw new IllegalArgumentException(
            name + " " + values + " has a " + value + ", expected at least " + least);
      }
    }
    return List.copyOf(values);
  }

  @Override
  public String toString() {
    return "kernel=" + kernel + " stride=" + stride + " dilate=" + dilate + " pad=" + pad;
  }
}
