package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.GroupNorm;
import dev.weft.graph.op.L2Normalization;
import dev.weft.graph.op.LayerNorm;
import dev.weft.graph.op.LocalResponseNorm;

/** Normalisations. */
final class NormalizationLowering {
  private NormalizationLowering() {}

  static void addTo(LoweringTable table) {
    table.add(BatchNorm.class, NormalizationLowering::batchNorm);
    table.add(GroupNorm.class, NormalizationLowering::groupNorm);
    table.add(L2Normalization.class, NormalizationLowering::l2Normalization);
    table.add(LayerNorm.class, NormalizationLowering::layerNorm);
    table.add(LocalResponseNorm.class, NormalizationLowering::localResponse);
  }

  private static void groupNorm(GroupNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    long groups = op.groups() == 0 ? data.dimension(1) : op.groups();
    long rows = data.dimension(0) * groups;
    moments(node, new AxisSpan(rows, data.elementCount() / Math.max(1, rows), 1), op.epsilon(), 1);
  }

  private static void layerNorm(LayerNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span = AxisSpan.of(data, Dimensions.axis(op.axis(), data.rank()));
    moments(node, span, op.epsilon(), 0);
  }

  private static void moments(NodeContext node, AxisSpan span, double epsilon, int perRow) {
    KernelCall call = span.spread(FloatKernels.of(node, "norm", "moment_norm"));
    long factors = node.inputShape(1).elementCount();
    node.run(call.integers(factors, perRow, node.outputCount() > 1 ? 1 : 0).reals(epsilon));
  }

  private static void l2Normalization(L2Normalization op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span =
        switch (op.mode()) {
          case INSTANCE -> AxisSpan.of(data, 1, data.rank());
          case CHANNEL -> AxisSpan.of(data, 1);
          case SPATIAL -> AxisSpan.of(data, 2, data.rank());
        };
    node.run(span.spread(FloatKernels.of(node, "norm", "l2_norm")).reals(op.epsilon()));
  }

  private static void localResponse(LocalResponseNorm op, NodeContext node) {
    if (DnnLocalResponse.lower(op, node)) {
      return;
    }
    AxisSpan span = AxisSpan.of(node.inputShape(0), 1);
    node.run(
        FloatKernels.of(node, "norm", "local_response")
            .integers(span.size(), span.after(), op.size() / 2)
            .reals(op.bias(), op.alpha() / op.size(), op.beta())
            .each(node.outputShape(0).elementCount()));
  }

  private static void batchNorm(BatchNorm op, NodeContext node) {
    if (DnnBatchNorm.lower(op, node)) {
      return;
    }
    Shape data = node.inputShape(0);
    AxisSpan span = AxisSpan.of(data, Dimensions.axis(op.axis(), data.rank()));
    Region[] inputs = FloatKernels.inputs(node);
    Region[] outputs = FloatKernels.outputs(node);
    node.run(
        KernelCall.of("norm", "channel_norm")
            .reads(inputs)
            .writes(outputs[0])
            .integers(span.size(), span.after(), op.fixedGamma() ? 1 : 0)
            .reals(op.epsilon())
            .each(data.elementCount()));
    if (outputs.length > 1) {
      node.run(
          KernelCall.of("norm", "channel_moments")
              .reads(inputs[3], inputs[4])
              .writes(outputs[1], outputs[2])
              .reals(op.epsilon())
              .each(span.size()));
    }
  }
}
