package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.DivideByRootOfWidth;
import dev.weft.graph.op.InterleavedAttention;

/** Products of attention heads; projections that lie interleaved are copied apart first. */
final class AttentionLowering {
  private AttentionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(InterleavedAttention.class, AttentionLowering::attention);
    table.add(DivideByRootOfWidth.class, (op, node) -> divide(node));
  }

  private static void divide(NodeContext node) {
    Shape shape = node.inputShape(0);
    node.run(
        KernelCall.of("divide", "divide")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .reals(Math.sqrt((double) shape.dimension(shape.rank() - 1)))
            .each(shape.elementCount()));
  }

  private static void attention(InterleavedAttention op, NodeContext node) {
    switch (op.kind()) {
      case SELF_SCORES -> scores(op, node, projection(op, node, 0, 0, 3));
      case CROSS_SCORES -> scores(op, node, projection(op, node, 0, 0, 1));
      case SELF_VALUES, CROSS_VALUES -> values(op, node);
    }
  }

  private static void scores(InterleavedAttention op, NodeContext node, Region queries) {
    int parts = op.parts();
    Region keys = projection(op, node, node.inputCount() - 1, parts - 2, parts);
    Shape shape = queries.layout().shape();
    long width = shape.dimension(2);
    Region scaled = node.plan().allocate(queries.layout());
    node.run(
        KernelCall.of("divide", "divide")
            .reads(queries)
            .writes(scaled)
            .reals(Math.sqrt((double) width))
            .each(shape.elementCount()));
    long columns = keys.layout().shape().dimension(1);
    multiply(node, scaled, keys, columns, true, node.writePlain(0, scaled.layout().type()));
  }

  private static void values(InterleavedAttention op, NodeContext node) {
    ElementType type = node.plan().arithmetic().activations();
    Region weights = node.readPlain(1, type);
    Region values = projection(op, node, 0, op.parts() - 1, op.parts());
    Shape sizes = values.layout().shape();
    long heads = sizes.dimension(0);
    long width = sizes.dimension(2);
    long rows = node.outputShape(0).dimension(0);
    Region product = FloatKernels.between(node, type, heads, rows, width);
    multiply(node, weights, values, width, false, product);
    Region target = node.writePlain(0, type);
    Region seen = target.seenAs(Shape.of(rows, heads, width));
    node.run(ShapeLowering.strided(product, seen, 0, width, rows * width, 1));
  }

  /** Multiplies batches of matrices; the last shape of the left ones tells rows and sums. */
  private static void multiply(
      NodeContext node,
      Region left,
      Region right,
      long columns,
      boolean transposesRight,
      Region result) {
    Shape shape = left.layout().shape();
    long rows = shape.dimension(1);
    long length = shape.dimension(2);
    DenseLowering.add(
        node,
        new MatrixProduct(
            result.layout().type(),
            node.plan().arithmetic().tf32(),
            shape.dimension(0),
            rows,
            columns,
            length,
            false,
            transposesRight,
            rows * length,
            columns * length),
        left,
        right,
        result);
  }

  /** Returns one of the projections of an input as batch · heads, length, width. */
  private static Region projection(
      InterleavedAttention op, NodeContext node, int input, int part, int parts) {
    ElementType type = node.plan().arithmetic().activations();
    Shape shape = node.inputShape(input);
    long heads = shape.dimension(1) * op.heads();
    long width = shape.dimension(2) / parts / op.heads();
    Region copy =
        node.plan().allocate(Layout.plain(type, Shape.of(heads, shape.dimension(0), width)));
    Region source = node.readPlain(input, type);
    node.run(
        ShapeLowering.strided(source, copy, part * width, parts * width, heads * parts * width, 1));
    return copy;
  }
}
