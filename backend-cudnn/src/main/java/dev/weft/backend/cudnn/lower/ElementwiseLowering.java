package dev.weft.backend.cudnn.lower;

import dev.weft.graph.op.Fused;
import dev.weft.graph.op.Identity;

/** Functions of single elements, in whatever layout these are. */
final class ElementwiseLowering {
  private ElementwiseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Identity.class, (op, node) -> node.set(0, node.readAsIs(0)));
  }

  static void chain(Fused op, NodeContext node) {
    throw new UnsupportedOperationException("chain");
  }
}
