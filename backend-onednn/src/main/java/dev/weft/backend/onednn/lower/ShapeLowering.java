package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.BlockCopy;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.backend.onednn.kernel.StridedCopy;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.Concat;
import dev.weft.graph.op.DepthToSpace;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.Split;
import dev.weft.graph.op.SplitAt;
import dev.weft.graph.op.Stack;
import dev.weft.graph.op.SwapAxes;
import dev.weft.graph.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    Region plain = node.readPlain(0);
    Layout layout = node.layouts().plain(plain.layout().type(), node.outputShape(0).dimensions());
    node.set(0, new Region(plain.buffer(), layout));
  }

  private static void concat(Concat op, NodeContext node) {
    int axis = Dimensions.axis(op.axis(), node.outputShape(0).rank());
    boolean floats = true;
    for (int i = 0; i < node.inputCount(); i++) {
      floats &= node.isFloat(i);
    }
    if (!floats || node.outputShape(0).rank() > 6) {
      node.kernel("Concat", BlockCopy.concat(node.outputShape(0), axis, sizes(node, axis)));
      return;
    }
    Layout first = node.layout(0);
    for (int i = 1; i < node.inputCount(); i++) {
      Layout other = node.layout(i);
      first = first.isPlain() && !other.isPlain() ? other : first;
    }
    List<Layout> sources = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      Layout own = node.layout(i);
      sources.add(
          own.type() == first.type()
              ? own
              : node.layouts().plain(first.type(), node.inputShape(i).dimensions()));
    }
    Layout any = node.layouts().any(first.type(), node.outputShape(0).dimensions());
    Primitive primitive = node.keep(node.primitives().concat(axis, sources, any));
    Optional<Region> joined = joined(node, axis, sources, primitive.destination());
    if (joined.isPresent()) {
      node.set(0, joined.get());
      return;
    }
    List<Step.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      arguments.add(NodeContext.argument(Argument.MULTIPLE_SRC + i, node.read(i, sources.get(i))));
    }
    node.step(primitive, arguments, Argument.DST, node.write(0, primitive.destination()));
  }

  /** Lets the inputs lie behind one another where that is what the result looks like. */
  private static Optional<Region> joined(
      NodeContext node, int axis, List<Layout> sources, Layout whole) {
    List<Integer> values = new ArrayList<>();
    long[] blocks = whole.innerBlocks();
    long[] strides = whole.strides();
    long[] dimensions = whole.dimensions();
    for (int i = 0; i < dimensions.length; i++) {
      if ((i < axis && dimensions[i] != 1) || (dimensions[i] != 1 && strides[i] > strides[axis])) {
        return Optional.empty();
      }
    }
    for (int i = 0; i < blocks.length; i += 2) {
      if (blocks[i] != axis) {
        return Optional.empty();
      }
    }
    for (int i = 0; i < sources.size(); i++) {
      Layout source = sources.get(i);
      long size = source.dimensions()[axis];
      boolean same = Arrays.equals(source.innerBlocks(), blocks) && source == node.layout(i);
      same |= source.matches(node.layout(i)) && Arrays.equals(source.innerBlocks(), blocks);
      for (int j = 0; j < blocks.length; j += 2) {
        same &= size % blocks[j + 1] == 0;
      }
      long[] own = source.strides();
      for (int j = 0; j < dimensions.length; j++) {
        same &= dimensions[j] == 1 || own[j] == strides[j] || (j == axis && size <= block(blocks));
      }
      if (!same) {
        return Optional.empty();
      }
      values.add(node.inputValue(i));
    }
    return node.plan().join(values, whole);
  }

  private static long block(long[] blocks) {
    long product = 1;
    for (int i = 1; i < blocks.length; i += 2) {
      product *= blocks[i];
    }
    return product;
  }

  private static long[] sizes(NodeContext node, int axis) {
    long[] sizes = new long[node.inputCount()];
    Arrays.setAll(sizes, i -> node.inputShape(i).dimension(axis));
    return sizes;
  }

  private static void split(Split op, NodeContext node) {
    Shape data = node.inputShape(0);
    node.kernel(
        "SliceChannel",
        BlockCopy.split(data, Dimensions.axis(op.axis(), data.rank()), op.outputs()));
  }

  private static void splitAt(SplitAt op, NodeContext node) {
    Shape data = node.inputShape(0);
    int axis = Dimensions.axis(op.axis(), data.rank());
    node.kernel(op.operator(), BlockCopy.split(data, axis, op.sizes(data.dimension(axis))));
  }

  private static void transpose(int[] order, NodeContext node) {
    node.kernel("transpose", StridedCopy.transpose(node.inputShape(0), order));
  }

  private static void stack(Stack op, NodeContext node) {
    Shape output = node.outputShape(0);
    long[] sizes = new long[node.inputCount()];
    Arrays.fill(sizes, 1);
    node.kernel(
        "stack", BlockCopy.concat(output, Dimensions.axis(op.axis(), output.rank()), sizes));
  }

  /** Both forms have the axes batch, row in a block, column in a block, channel, block. */
  private static void depthToSpace(DepthToSpace op, NodeContext node) {
    long block = op.block();
    Shape small = op.inverse() ? node.outputShape(0) : node.inputShape(0);
    long batch = small.dimension(0);
    long channels = small.dimension(1) / (block * block);
    long rows = small.dimension(2);
    long columns = small.dimension(3);
    Kernel kernel =
        op.inverse()
            ? StridedCopy.transpose(
                Shape.of(batch, channels, rows, block, columns, block), 0, 3, 5, 1, 2, 4)
            : StridedCopy.transpose(
                Shape.of(batch, block, block, channels, rows, columns), 0, 3, 4, 1, 5, 2);
    node.kernel(op.operator(), kernel);
  }
}
