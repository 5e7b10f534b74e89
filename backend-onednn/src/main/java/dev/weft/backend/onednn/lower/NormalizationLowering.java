package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.AxisSpan;
import dev.weft.backend.onednn.kernel.L2NormKernel;
import dev.weft.backend.onednn.kernel.MomentNormKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.GroupNorm;
import dev.weft.graph.op.L2Normalization;
import dev.weft.graph.op.LayerNorm;
import dev.weft.graph.op.LocalResponseNorm;
import java.util.List;

/** Normalisations. */
final class NormalizationLowering {
  private NormalizationLowering() {}

  static void addTo(LoweringTable table) {
    table.add(GroupNorm.class, NormalizationLowering::groupNorm);
    table.add(L2Normalization.class, NormalizationLowering::l2Normalization);
    table.add(LayerNorm.class, NormalizationLowering::layerNorm);
    table.add(LocalResponseNorm.class, NormalizationLowering::localResponse);
  }

  private static void groupNorm(GroupNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    long groups = op.groups() == 0 ? data.dimension(1) : op.groups();
    int rows = Math.toIntExact(data.dimension(0) * groups);
    int width = Math.toIntExact(data.elementCount() / Math.max(1, rows));
    AxisSpan span = new AxisSpan(rows, width, 1);
    node.floatKernel(op.operator(), new MomentNormKernel(span, op.epsilon(), true));
  }

  private static void l2Normalization(L2Normalization op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span =
        switch (op.mode()) {
          case INSTANCE -> AxisSpan.of(data, 1, data.rank());
          case CHANNEL -> AxisSpan.of(data, 1);
          case SPATIAL -> AxisSpan.of(data, 2, data.rank());
        };
    node.floatKernel(op.operator(), new L2NormKernel(span, op.epsilon()));
  }

  private static void layerNorm(LayerNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    int axis = Dimensions.axis(op.axis(), data.rank());
    AxisSpan span = AxisSpan.of(data, axis);
    if (span.after() != 1 || op.outputs() > 1) {
      node.floatKernel(op.operator(), new MomentNormKernel(span, op.epsilon(), false));
      return;
    }
    Layout layout = node.layouts().plain(ElementType.F32, span.before(), span.size());
    Primitive primitive =
        node.keep(node.primitives().layerNormalization(layout, (float) op.epsilon()));
    List<Step.Argument> arguments =
        List.of(
            NodeContext.argument(Argument.SRC, new Region(node.readFloats(0).buffer(), layout)),
            NodeContext.argument(Argument.SCALE, node.readFloats(1)),
            NodeContext.argument(Argument.SHIFT, node.readFloats(2)));
    Region output = new Region(node.writeFloats(0).buffer(), layout);
    node.step(primitive, arguments, Argument.DST, output);
  }

  private static void localResponse(LocalResponseNorm op, NodeContext node) {
    Layout layout =
        node.isFloat(0)
            ? node.layout(0)
            : node.layouts().plain(ElementType.F32, node.inputShape(0).dimensions());
    Primitive primitive =
        node.keep(
            node.primitives()
                .localResponse(
                    layout, op.size(), (float) op.alpha(), (float) op.beta(), (float) op.bias()));
    Region input = node.read(0, layout);
    Region output = node.write(0, primitive.destination());
    node.step(primitive, List.of(NodeContext.argument(Argument.SRC, input)), Argument.DST, output);
  }
}
