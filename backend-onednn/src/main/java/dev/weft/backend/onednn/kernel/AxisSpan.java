package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;

/**
 * A shape seen from one of its axes.
 *
 * @param before the product of the dimensions before the axis
 * @param size the size of the axis
 * @param after the product of the dimensions behind the axis, which is the distance of neighbours
 *     along the axis
 */
public record AxisSpan(int before, int size, int after) {
  /**
   * {@return the view from an axis}
   *
   * @param shape a known shape
   * @param axis the axis, counted from the front
   */
  public static AxisSpan of(Shape shape, int axis) {
    return of(shape, axis, axis + 1);
  }

  /**
   * {@return the view from several axes that are taken as one}
   *
   * @param shape a known shape
   * @param from the first axis
   * @param to one more than the last axis
   */
  public static AxisSpan of(Shape shape, int from, int to) {
    return new AxisSpan(
        product(shape, 0, from), product(shape, from, to), product(shape, to, shape.rank()));
  }

  private static int product(Shape shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.dimension(axis);
    }
    return Math.toIntExact(product);
  }
}
