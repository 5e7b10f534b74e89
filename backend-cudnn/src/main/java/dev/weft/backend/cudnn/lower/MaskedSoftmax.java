package dev.weft.backend.cudnn.lower;

import dev.weft.graph.op.Softmax;

/** Softmax over as many elements as a second input tells. */
final class MaskedSoftmax {
  private MaskedSoftmax() {}

  static void lower(
      Softmax op, NodeContext node, long before, long size, long after, double factor) {
    throw new UnsupportedOperationException("masked softmax");
  }
}
