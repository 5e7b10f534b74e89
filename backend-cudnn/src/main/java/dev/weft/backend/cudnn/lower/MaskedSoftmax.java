package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Softmax;

/** Softmax over as many elements as a second input tells. */
final class MaskedSoftmax {
  private MaskedSoftmax() {}

  static void lower(
      Softmax op, NodeContext node, long before, long size, long after, double factor) {
    Region lengths = node.readPlain(1);
    KernelCall call =
        KernelCall.of("norm", "masked_softmax")
            .reads(node.readPlain(0, ElementType.F32), lengths)
            .writes(node.writePlain(0, ElementType.F32))
            .macro("LENGTHS", "1");
    node.run(
        new AxisSpan(before, size, after).spread(call).integers(op.log() ? 1 : 0).reals(factor));
  }
}
