package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.ChannelNormKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Dimensions;
import java.util.List;

/** Normalisation by statistics of the training data. */
final class BatchNormLowering {
  private BatchNormLowering() {}

  static void addTo(LoweringTable table) {
    table.add(BatchNorm.class, BatchNormLowering::batchNorm);
  }

  private static void batchNorm(BatchNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    int axis = Dimensions.axis(op.axis(), data.rank());
    if (axis != 1 || op.fixedGamma() || op.outputs() > 1 || data.rank() > 5) {
      node.floatKernel("BatchNorm", new ChannelNormKernel(op, data, axis));
      return;
    }
    ElementType type = node.plan().activationType();
    Layout source = node.layout(0);
    if (source.type() != type) {
      source = node.layouts().plain(type, data.dimensions());
    }
    Primitive primitive;
    try (PostOps none = new PostOps()) {
      primitive =
          node.keep(node.primitives().batchNormalization(source, (float) op.epsilon(), none));
    }
    Region input = node.read(0, source);
    Region output = node.write(0, primitive.destination());
    List<Step.Argument> arguments =
        List.of(
            NodeContext.argument(Argument.SRC, input),
            NodeContext.argument(Argument.SCALE, node.readFloats(1)),
            NodeContext.argument(Argument.SHIFT, node.readFloats(2)),
            NodeContext.argument(Argument.MEAN, node.readFloats(3)),
            NodeContext.argument(Argument.VARIANCE, node.readFloats(4)));
    node.step(primitive, arguments, Argument.DST, output);
  }
}
