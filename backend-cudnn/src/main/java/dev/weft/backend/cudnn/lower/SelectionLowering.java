package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Reverse;
import dev.weft.graph.op.Selection;
import dev.weft.graph.op.Slice;
import java.util.ArrayList;
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
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    if (data.equals(output) && keepsAll(op)) {
      node.set(0, node.readAsIs(0));
      return;
    }
    Shape aligned = op.aligned(data, output);
    boolean keepsOrder = aligned.equals(data) && node.isFloat(0);
    Region source = keepsOrder ? node.readAsIs(0) : node.readPlain(0).seenAs(aligned);
    Layout layout = source.layout();
    Region target = node.write(0, new Layout(layout.type(), output, layout.order()));
    KernelCall call =
        KernelCall.of("selection", "select")
            .reads(source)
            .writes(target)
            .reals(op.constant())
            .each(output.elementCount());
    List<PickedAxis> axes = axes(op, layout, target.layout());
    call.integers(axes.size());
    axes.forEach(axis -> axis.describe(call));
    node.run(call);
  }

  /** An output of the input's shape holds all of its elements in order, unless reversed. */
  private static boolean keepsAll(Selection op) {
    return !(op instanceof Reverse) && !(op instanceof Slice);
  }

  /** Returns how elements are picked, outermost axes in memory first. */
  private static List<PickedAxis> axes(Selection op, Layout from, Layout to) {
    List<PickedAxis> axes = new ArrayList<>();
    long[] strides = from.strides();
    for (int i = 0; i < to.shape().rank(); i++) {
      int axis = to.axisInMemory(i);
      PickedAxis picked = PickedAxis.of(op, axis, from.shape(), to.shape(), strides[axis]);
      int last = axes.size() - 1;
      if (last >= 0 && axes.get(last).isWhole() && picked.isWhole()) {
        picked = picked.within(axes.remove(last));
      }
      axes.add(picked);
    }
    return axes;
  }
}
