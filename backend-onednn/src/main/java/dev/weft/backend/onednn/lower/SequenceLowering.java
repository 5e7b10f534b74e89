package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.kernel.SequenceKernel;
import dev.weft.backend.onednn.kernel.SequenceKernel.Mode;
import dev.weft.graph.op.SequenceLast;
import dev.weft.graph.op.SequenceMask;
import dev.weft.graph.op.SequenceReverse;
import java.util.Locale;

/** Operators on sequences of different lengths. */
final class SequenceLowering {
  private SequenceLowering() {}

  static void addTo(LoweringTable table) {
    table.add(SequenceMask.class, (op, node) -> sequence(node, Mode.MASK, op.axis(), op.number()));
    table.add(SequenceLast.class, (op, node) -> sequence(node, Mode.LAST, op.axis(), 0));
    table.add(SequenceReverse.class, (op, node) -> sequence(node, Mode.REVERSE, 0, 0));
  }

  private static void sequence(NodeContext node, Mode mode, int axis, double number) {
    node.kernel(
        "Sequence" + mode.name().charAt(0) + mode.name().substring(1).toLowerCase(Locale.ROOT),
        new SequenceKernel(mode, node.inputShape(0), axis, number));
  }
}
