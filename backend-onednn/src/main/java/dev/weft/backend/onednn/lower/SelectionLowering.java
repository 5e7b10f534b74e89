package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.kernel.SelectionKernel;
import dev.weft.graph.op.Reverse;
import dev.weft.graph.op.Selection;
import dev.weft.graph.op.Slice;
import java.util.List;

/** Operators that pick elements along axes; further inputs have lent their shapes already. */
final class SelectionLowering {
  private SelectionLowering() {}

  static void addTo(LoweringTable table) {
    for (Class<?> type : Selection.class.getPermittedSubclasses()) {
      table.add(type.asSubclass(Selection.class), SelectionLowering::select);
    }
  }

  private static void select(Selection op, NodeContext node) {
    if (node.inputShape(0).equals(node.outputShape(0)) && keepsAll(op)) {
      node.set(0, node.readAsIs(0));
      return;
    }
    node.kernel(
        op.operator(),
        new SelectionKernel(op, node.inputShape(0), node.outputShape(0)),
        List.of(node.readPlain(0)));
  }

  /** An output of the input's shape holds all of its elements in order, unless reversed. */
  private static boolean keepsAll(Selection op) {
    return !(op instanceof Reverse) && !(op instanceof Slice);
  }
}
