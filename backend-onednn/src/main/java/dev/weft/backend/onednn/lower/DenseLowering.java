package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.DenseKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.PostOp;
import java.util.ArrayList;
import java.util.List;

/** Products with weights. */
final class DenseLowering {
  private DenseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(FullyConnected.class, (op, node) -> product(op, node, List.of(), node.inputCount()));
  }

  static void product(FullyConnected op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    if (!node.isFloat(0) && postOps.isEmpty()) {
      node.kernel("FullyConnected", new DenseKernel(node.inputShape(1)));
      return;
    }
    ElementType type = node.plan().activationType();
    Shape data = node.inputShape(0);
    long width = node.inputShape(1).dimension(1);
    long rows = data.elementCount() / width;
    Layout source = node.layouts().any(type, rows, width);
    Layout weights = node.layouts().any(type, op.hidden(), width);
    Layout bias = op.hasBias() ? node.layouts().plain(ElementType.F32, op.hidden()) : null;
    Layout destination = node.layouts().plain(ElementType.F32, rows, op.hidden());
    PostOpLowering fused = new PostOpLowering(node, postOps, baseInputs);
    Primitive primitive;
    try (PostOps list = new PostOps()) {
      fused.append(list, destination, false);
      primitive =
          node.keep(node.primitives().innerProduct(source, weights, bias, destination, list));
    }
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(NodeContext.argument(Argument.SRC, source(node, primitive, type, rows, width)));
    arguments.add(NodeContext.argument(Argument.WEIGHTS, node.read(1, primitive.weights())));
    if (bias != null) {
      arguments.add(NodeContext.argument(Argument.BIAS, node.read(2, bias)));
    }
    arguments.addAll(fused.arguments(destination));
    Region output =
        node.write(0, node.layouts().plain(ElementType.F32, node.outputShape(0).dimensions()));
    node.step(primitive, arguments, Argument.DST, new Region(output.buffer(), destination));
  }

  /** Returns the data as a matrix, which row-major order allows without a copy. */
  private static Region source(
      NodeContext node, Primitive primitive, ElementType type, long rows, long width) {
    Layout typed = node.layouts().plain(type, node.inputShape(0).dimensions());
    Region plain = node.read(0, typed);
    Layout matrix = node.layouts().plain(type, rows, width);
    Region seen = new Region(plain.buffer(), matrix);
    if (primitive.source().matches(matrix)) {
      return seen;
    }
    Region target = node.plan().allocate(primitive.source());
    Primitive reorder = node.keep(node.primitives().reorder(matrix, primitive.source()));
    node.step(reorder, List.of(NodeContext.argument(Argument.SRC, seen)), Argument.DST, target);
    return target;
  }
}
