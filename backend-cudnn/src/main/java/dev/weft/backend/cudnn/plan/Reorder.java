package dev.weft.backend.cudnn.plan;

/** A value from one layout to another: another order of axes, another type, or both. */
final class Reorder {
  private Reorder() {}

  /**
   * Returns the kernel.
   *
   * @param source the value, of the shape of the target
   * @param target where to
   */
  static KernelCall of(Region source, Region target) {
    Layout from = source.layout();
    Layout to = target.layout();
    int rank = to.shape().rank();
    boolean same = from.type() == to.type();
    long count = to.shape().elementCount();
    KernelCall call =
        KernelCall.of("strided", same ? "strided_copy" : "strided_convert")
            .reads(source)
            .writes(target)
            .each(count);
    if (rank == 0 || from.order() == to.order()) {
      return call.integers(1, 0, count, 1);
    }
    long[] strides = from.strides();
    call.integers(rank, 0);
    for (int i = 0; i < rank; i++) {
      int axis = to.axisInMemory(i);
      call.integers(to.shape().dimension(axis), strides[axis]);
    }
    return call;
  }
}
