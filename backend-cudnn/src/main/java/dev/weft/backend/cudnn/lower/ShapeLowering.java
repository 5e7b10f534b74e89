package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.kernel.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.SwapAxes;
import dev.weft.graph.op.Transpose;

/** Operators that change shapes and leave elements as they are. */
final class ShapeLowering {
  private ShapeLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Reshape.class, (op, node) -> reshape(node));
    table.add(SwapAxes.class, (op, node) -> transpose(op.order(node.inputShape(0).rank()), node));
    table.add(Transpose.class, (op, node) -> transpose(op.order(node.inputShape(0).rank()), node));
  }

  /** Row-major elements stay where they are. */
  static void reshape(NodeContext node) {
    node.set(0, node.readPlain(0).seenAs(node.outputShape(0)));
  }

  private static void transpose(int[] order, NodeContext node) {
    Layout own = Layout.plain(node.storing(0), node.inputShape(0));
    long[] strides = own.strides();
    long[] distances = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      distances[axis] = strides[order[axis]];
    }
    Region output = node.writePlain(0);
    node.run(strided(node.readPlain(0), output, 0, distances));
  }

  /**
   * Returns a kernel that writes the elements of the output in order, each read from the place that
   * its indices tell.
   *
   * @param source the input
   * @param target the output, of the same type, in row-major order
   * @param first where in the input the first element is
   * @param distances the distance in the input for each axis of the output, in elements
   */
  static KernelCall strided(Region source, Region target, long first, long... distances) {
    int rank = distances.length;
    KernelCall call =
        KernelCall.of("strided", "strided_copy")
            .reads(source)
            .writes(target)
            .integers(rank, first)
            .each(target.layout().shape().elementCount());
    for (int axis = 0; axis < rank; axis++) {
      call.integers(target.layout().shape().dimension(axis), distances[axis]);
    }
    return call;
  }
}
