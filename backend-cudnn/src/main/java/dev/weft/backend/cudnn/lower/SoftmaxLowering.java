package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Softmax;
import java.util.List;

/** Softmax, in single precision. */
final class SoftmaxLowering {
  private SoftmaxLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Softmax.class, SoftmaxLowering::softmax);
  }

  private static void softmax(Softmax op, NodeContext node) {
    Shape shape = node.inputShape(0);
    int axis =
        op.flattens() ? Math.min(1, shape.rank() - 1) : Dimensions.axis(op.axis(), shape.rank());
    double factor = (op.negated() ? -1 : 1) / op.temperature();
    long before = 1;
    long after = 1;
    for (int i = 0; i < shape.rank(); i++) {
      before *= i < axis ? shape.dimension(i) : 1;
      after *= i > axis ? shape.dimension(i) : 1;
    }
    long size = shape.dimension(axis);
    if (op.flattens()) {
      size *= after;
      after = 1;
    }
    if (op.hasLengths()) {
      MaskedSoftmax.lower(op, node, before, size, after, factor);
      return;
    }
    Region source = node.readPlain(0, ElementType.F32);
    Region output = node.writePlain(0, ElementType.F32);
    if (shape.elementCount() == 0) {
      return;
    }
    Region scaled = factor == 1 ? source : scaled(node, source, factor);
    TensorDescriptor tensor =
        node.plan()
            .keep(
                new TensorDescriptor(
                    ElementType.F32,
                    new long[] {before, size, after},
                    new long[] {size * after, after, 1}));
    String subject = node.subject();
    node.plan()
        .add(
            op.operator(),
            "cudnn",
            (queue, places) ->
                Dnn.softmax(queue, op.log(), tensor, places.of(scaled), places.of(output), subject),
            List.of(scaled),
            List.of(output));
  }

  private static Region scaled(NodeContext node, Region source, double factor) {
    Region target = node.plan().allocate(Layout.plain(ElementType.F32, source.layout().shape()));
    node.run(
        KernelCall.of("scale", "scale")
            .reads(source)
            .writes(target)
            .reals(factor)
            .each(source.layout().shape().elementCount()));
    return target;
  }
}
