package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.kernel.StridedCopy;
import dev.weft.backend.onednn.kernel.UnaryKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.DivideByRootOfWidth;
import dev.weft.graph.op.InterleavedAttention;
import java.util.List;

/** Products of attention heads; projections that lie interleaved are copied apart first. */
final class AttentionLowering {
  private AttentionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(InterleavedAttention.class, AttentionLowering::attention);
    table.add(DivideByRootOfWidth.class, (op, node) -> divide(node));
  }

  private static void divide(NodeContext node) {
    Shape shape = node.inputShape(0);
    double root = Math.sqrt((double) shape.dimension(shape.rank() - 1));
    if (node.isFloat(0)) {
      ElementwiseLowering.eltwise(Eltwise.linear(1 / root, 0), node);
    } else {
      node.kernel("divide", new UnaryKernel(x -> x / root));
    }
  }

  private static void attention(InterleavedAttention op, NodeContext node) {
    switch (op.kind()) {
      case SELF_SCORES -> scores(op, node, projection(op, node, 0, 0, 3, false));
      case CROSS_SCORES -> scores(op, node, projection(op, node, 0, 0, 1, false));
      case SELF_VALUES, CROSS_VALUES -> values(op, node);
    }
  }

  private static void scores(InterleavedAttention op, NodeContext node, Region queries) {
    int parts = op.parts();
    Region keys = projection(op, node, node.inputCount() - 1, parts - 2, parts, true);
    double width = queries.layout().dimensions()[2];
    MatrixLowering.multiply(node, queries, keys, node.writeFloats(0), 1 / Math.sqrt(width));
  }

  private static void values(InterleavedAttention op, NodeContext node) {
    Region weights = node.readFloats(1);
    Region values = projection(op, node, 0, op.parts() - 1, op.parts(), false);
    long[] sizes = values.layout().dimensions();
    long rows = node.outputShape(0).dimension(0);
    Layout result =
        node.layouts()
            .strided(
                ElementType.F32,
                new long[] {sizes[0], rows, sizes[2]},
                new long[] {sizes[2], sizes[0] * sizes[2], 1});
    Region target = new Region(node.writeFloats(0).buffer(), result);
    MatrixLowering.multiply(node, weights, values, target, 1);
  }

  /**
   * Returns one of the projections of an input as batch · heads, length, width; or with the last
   * two swapped.
   */
  private static Region projection(
      InterleavedAttention op, NodeContext node, int input, int part, int parts, boolean swapped) {
    Shape shape = node.inputShape(input);
    long heads = shape.dimension(1) * op.heads();
    long width = shape.dimension(2) / parts / op.heads();
    Shape wanted = Shape.of(heads, shape.dimension(0), width);
    long[] strides = {parts * width, heads * parts * width, 1};
    Region copy = node.plan().allocate(node.layouts().plain(ElementType.F32, wanted.dimensions()));
    node.plan()
        .add(
            "projection",
            new StridedCopy(wanted, strides, part * width),
            List.of(node.readFloats(input)),
            List.of(copy));
    if (!swapped) {
      return copy;
    }
    Layout seen =
        node.layouts()
            .strided(
                ElementType.F32,
                new long[] {heads, width, shape.dimension(0)},
                new long[] {width * shape.dimension(0), 1, width});
    return new Region(copy.buffer(), seen);
  }
}
