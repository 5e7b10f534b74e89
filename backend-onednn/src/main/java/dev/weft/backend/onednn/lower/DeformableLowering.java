package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.DeformedWindowsKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.DeformableConvolution;
import java.util.ArrayList;
import java.util.List;

/** Convolution of deformed windows: their elements are written out, and multiplied by weights. */
final class DeformableLowering {
  private DeformableLowering() {}

  static void addTo(LoweringTable table) {
    table.add(DeformableConvolution.class, DeformableLowering::convolution);
  }

  private static void convolution(DeformableConvolution op, NodeContext node) {
    Shape output = node.outputShape(0);
    long groups = op.groups();
    long filters = op.filters() / groups;
    long elements = node.inputShape(op.weightInput()).elementCount() / op.filters();
    long places = output.dimension(2) * output.dimension(3);
    Region windows =
        node.plan().allocate(plain(node, output.dimension(0), groups, elements, places));
    List<Region> inputs = new ArrayList<>();
    for (int i = 0; i < op.weightInput(); i++) {
      inputs.add(node.readFloats(i));
    }
    node.plan()
        .add(
            op.operator(),
            new DeformedWindowsKernel(op, node.inputShape(0), output),
            inputs,
            List.of(windows));
    Region weights = seen(node, op.weightInput(), plain(node, 1, groups, filters, elements));
    Layout product = plain(node, output.dimension(0), groups, filters, places);
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(NodeContext.argument(Argument.SRC, weights));
    arguments.add(NodeContext.argument(Argument.WEIGHTS, windows));
    Primitive primitive;
    try (PostOps postOps = new PostOps()) {
      if (op.hasBias()) {
        Region bias = seen(node, op.weightInput() + 1, plain(node, 1, groups, filters, 1));
        int key = postOps.binary(BinaryAlgorithm.ADD, bias.layout());
        arguments.add(NodeContext.argument(key, bias));
      }
      primitive =
          node.keep(node.primitives().matmul(weights.layout(), windows.layout(), product, postOps));
    }
    Region target = new Region(node.writeFloats(0).buffer(), product);
    node.step(primitive, arguments, Argument.DST, target);
  }

  /** Returns an input as another layout sees it. */
  private static Region seen(NodeContext node, int input, Layout layout) {
    return new Region(node.readFloats(input).buffer(), layout);
  }

  private static Layout plain(NodeContext node, long... dimensions) {
    return node.layouts().plain(ElementType.F32, dimensions);
  }
}
