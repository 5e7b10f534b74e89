package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Concat;
import dev.weft.graph.op.DepthToSpace;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.Split;
import dev.weft.graph.op.SplitAt;
import dev.weft.graph.op.Stack;
import dev.weft.graph.op.SwapAxes;
import dev.weft.graph.op.Transpose;
import java.util.Arrays;

/** Operators that change shapes and leave elements as they are. */
final class ShapeLowering {
  private ShapeLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Reshape.class, (op, node) -> reshape(node));
    table.add(Concat.class, ShapeLowering::concat);
    table.add(Split.class, ShapeLowering::split);
    table.add(SplitAt.class, ShapeLowering::splitAt);
    table.add(Stack.class, ShapeLowering::stack);
    table.add(DepthToSpace.class, ShapeLowering::depthToSpace);
    table.add(SwapAxes.class, (op, node) -> transpose(op.order(node.inputShape(0).rank()), node));
    table.add(Transpose.class, (op, node) -> transpose(op.order(node.inputShape(0).rank()), node));
  }

  /** Row-major elements stay where they are. */
  static void reshape(NodeContext node) {
    node.set(0, node.readPlain(0).seenAs(node.outputShape(0)));
  }

  private static void transpose(int[] order, NodeContext node) {
    permute(node, node.inputShape(0), order);
  }

  /** Writes the only input, seen as a shape, with its axes in another order. */
  private static void permute(NodeContext node, Shape seen, int... order) {
    Region source = node.readPlain(0).seenAs(seen);
    long[] strides = source.layout().strides();
    long[] distances = new long[order.length];
    long[] sizes = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      distances[axis] = strides[order[axis]];
      sizes[axis] = seen.dimension(order[axis]);
    }
    Region output = node.writePlain(0);
    node.run(strided(source, output.seenAs(Shape.of(sizes)), 0, distances));
  }

  /** Both forms have the axes batch, row in a block, column in a block, channel, block. */
  private static void depthToSpace(DepthToSpace op, NodeContext node) {
    long block = op.block();
    Shape small = op.inverse() ? node.outputShape(0) : node.inputShape(0);
    long batch = small.dimension(0);
    long channels = small.dimension(1) / (block * block);
    long rows = small.dimension(2);
    long columns = small.dimension(3);
    if (op.inverse()) {
      permute(node, Shape.of(batch, channels, rows, block, columns, block), 0, 3, 5, 1, 2, 4);
    } else {
      permute(node, Shape.of(batch, block, block, channels, rows, columns), 0, 3, 4, 1, 5, 2);
    }
  }

  private static void concat(Concat op, NodeContext node) {
    Shape shape = node.outputShape(0);
    int axis = Dimensions.axis(op.axis(), shape.rank());
    Layout.Order order = Layout.Order.CHANNELS_LAST;
    for (int i = 0; i < node.inputCount(); i++) {
      order = node.layout(i).order() == order ? order : Layout.Order.ROW_MAJOR;
    }
    Layout result =
        new Layout(node.isFloat(0) ? node.layout(0).type() : node.storingOutput(0), shape, order);
    Region output = node.write(0, result);
    long first = 0;
    for (int i = 0; i < node.inputCount(); i++) {
      Region source = node.read(i, new Layout(result.type(), node.inputShape(i), order));
      long size = node.inputShape(i).dimension(axis);
      join(node, source, output, axis, first, size);
      first += size;
    }
  }

  private static void stack(Stack op, NodeContext node) {
    Shape shape = node.outputShape(0);
    int axis = Dimensions.axis(op.axis(), shape.rank());
    Region output = node.writePlain(0);
    for (int i = 0; i < node.inputCount(); i++) {
      join(node, node.readPlain(i), output, axis, i, 1);
    }
  }

  /** Puts a part into a whole, along an axis of the whole. */
  private static void join(
      NodeContext node, Region part, Region whole, int axis, long first, long size) {
    long after = after(whole.layout(), axis);
    node.run(
        KernelCall.of("blocks", "join")
            .reads(part)
            .writes(whole)
            .integers(
                Math.max(1, size * after),
                whole.layout().shape().dimension(axis) * after,
                first * after)
            .each(part.layout().shape().elementCount()));
  }

  /** Returns how many elements lie behind an axis in memory. */
  private static long after(Layout layout, int axis) {
    boolean behind = false;
    long count = 1;
    for (int i = 0; i < layout.shape().rank(); i++) {
      int here = layout.axisInMemory(i);
      count *= behind ? layout.shape().dimension(here) : 1;
      behind |= here == axis;
    }
    return count;
  }

  private static void split(Split op, NodeContext node) {
    Shape data = node.inputShape(0);
    int axis = Dimensions.axis(op.axis(), data.rank());
    long[] sizes = new long[op.outputs()];
    Arrays.fill(sizes, data.dimension(axis) / op.outputs());
    split(node, axis, sizes);
  }

  private static void splitAt(SplitAt op, NodeContext node) {
    Shape data = node.inputShape(0);
    int axis = Dimensions.axis(op.axis(), data.rank());
    split(node, axis, op.sizes(data.dimension(axis)));
  }

  private static void split(NodeContext node, int axis, long[] sizes) {
    Region whole = node.readPlain(0);
    long after = after(whole.layout(), axis);
    long first = 0;
    for (int i = 0; i < sizes.length; i++) {
      Region part = node.writePlain(i);
      node.run(
          KernelCall.of("blocks", "part")
              .reads(whole)
              .writes(part)
              .integers(
                  Math.max(1, sizes[i] * after),
                  whole.layout().shape().dimension(axis) * after,
                  first * after)
              .each(part.layout().shape().elementCount()));
      first += sizes[i];
    }
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
