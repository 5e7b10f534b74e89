package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;

/**
 * A shape seen from one of its axes.
 *
 * @param before the product of the dimensions before the axis
 * @param size the size of the axis
 * @param after the product of the dimensions behind the axis, which is the distance of neighbours
 *     along the axis
 */
record AxisSpan(long before, long size, long after) {
  static AxisSpan of(Shape shape, int axis) {
    return of(shape, axis, axis + 1);
  }

  /** Returns the view from several axes, up to before {@code to}, that are taken as one. */
  static AxisSpan of(Shape shape, int from, int to) {
    return new AxisSpan(
        product(shape, 0, from), product(shape, from, to), product(shape, to, shape.rank()));
  }

  static long product(Shape shape, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.dimension(axis);
    }
    return product;
  }

  /** Lets a block do a row along the axis, or a thread where rows lie beside one another. */
  KernelCall spread(KernelCall call) {
    KernelCall sized = call.integers(size, after).macro("real", "double");
    return after == 1 ? sized.rows(before) : sized.macro("ALONE", "1").each(before * after);
  }
}
