package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.PostOp;
import java.util.List;

/** Products with weights. */
final class DenseLowering {
  private DenseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(FullyConnected.class, (op, node) -> product(op, node, List.of(), node.inputCount()));
  }

  static void product(FullyConnected op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    ElementType stored = node.storing(0);
    ElementType type =
        stored == ElementType.F32 ? node.plan().arithmetic().activations() : ElementType.F64;
    long width = node.inputShape(1).dimension(1);
    long rows = node.outputShape(0).elementCount() / op.hidden();
    Region output = node.plan().allocate(Layout.plain(type, node.outputShape(0)));
    Region flat = output.seenAs(Shape.of(rows, op.hidden()));
    MatrixProduct product =
        new MatrixProduct(
            type, node.plan().arithmetic().tf32(), 1, rows, op.hidden(), width, false, true, 0, 0);
    add(node, product, node.readPlain(0, type), node.readPlain(1, type), output);
    Region bias = op.hasBias() ? node.readPlain(2, type) : null;
    PostOpLowering.finish(node, flat, postOps, baseInputs, bias);
    node.set(0, stored == ElementType.F32 ? output : converted(node, output));
  }

  /**
   * Adds a product of matrices to the plan; a product of nothing clears the result.
   *
   * @throws dev.weft.BackendException if a size is more than cuBLAS takes
   */
  static void add(
      NodeContext node, MatrixProduct product, Region left, Region right, Region result) {
    String subject = node.subject();
    if (result.layout().byteSize() == 0) {
      return;
    }
    product.requireFit(subject);
    boolean empty = product.k() == 0;
    node.plan()
        .add(
            "product",
            "cublas",
            (queue, places) -> {
              if (empty) {
                queue.clear(places.of(result), result.layout().byteSize());
              } else {
                product.enqueue(
                    queue, places.of(left), places.of(right), places.of(result), subject);
              }
            },
            List.of(left, right),
            List.of(result));
  }

  /** Integers are multiplied as double-precision numbers. */
  private static Region converted(NodeContext node, Region product) {
    if (node.storingOutput(0) == ElementType.F64) {
      return product;
    }
    Region target = node.plan().allocate(Layout.plain(node.storingOutput(0), node.outputShape(0)));
    node.run(
        dev.weft.backend.cudnn.plan.KernelCall.of("strided", "strided_convert")
            .reads(product)
            .writes(target)
            .integers(1, 0, node.outputShape(0).elementCount(), 1)
            .each(node.outputShape(0).elementCount()));
    return target;
  }
}
