package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.kernel.SelectionKernel;
import dev.weft.graph.op.BroadcastAxis;
import dev.weft.graph.op.BroadcastLike;
import dev.weft.graph.op.BroadcastTo;
import dev.weft.graph.op.Crop;
import dev.weft.graph.op.Pad;
import dev.weft.graph.op.Repeat;
import dev.weft.graph.op.Reverse;
import dev.weft.graph.op.Selection;
import dev.weft.graph.op.Slice;
import dev.weft.graph.op.SliceAxis;
import dev.weft.graph.op.SliceLike;
import dev.weft.graph.op.Tile;
import java.util.List;

/** Operators that pick elements along axes; further inputs have lent their shapes already. */
final class SelectionLowering {
  private static final List<Class<? extends Selection>> OPERATORS =
      List.of(
          BroadcastAxis.class,
          BroadcastLike.class,
          BroadcastTo.class,
          Crop.class,
          Pad.class,
          Repeat.class,
          Reverse.class,
          Slice.class,
          SliceAxis.class,
          SliceLike.class,
          Tile.class);

  private SelectionLowering() {}

  static void addTo(LoweringTable table) {
    OPERATORS.forEach(type -> table.add(type, SelectionLowering::select));
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
