package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.graph.op.Moments;
import java.util.ArrayList;
import java.util.List;

/** Mean and variance along any axes. */
final class MomentsLowering {
  private MomentsLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Moments.class, MomentsLowering::moments);
  }

  private static void moments(Moments op, NodeContext node) {
    Shape data = node.inputShape(0);
    List<Axis> axes = axes(data, op.mean().reduced(data.rank()));
    List<Axis> kept = axes.stream().filter(axis -> !axis.reduced()).toList();
    List<Axis> reduced = axes.stream().filter(Axis::reduced).toList();
    long results = node.outputShape(0).elementCount();
    KernelCall call = begin(node).integers(kept.size(), reduced.size(), product(reduced));
    kept.forEach(axis -> call.integers(axis.size(), axis.distance()));
    reduced.forEach(axis -> call.integers(axis.size(), axis.distance()));
    boolean beside = !axes.isEmpty() && !axes.get(axes.size() - 1).reduced();
    node.run(beside ? call.macro("ALONE", "1").each(results) : call.rows(results));
  }

  private static KernelCall begin(NodeContext node) {
    boolean whole = node.storing(0).isInteger();
    KernelCall call =
        whole
            ? KernelCall.of("moments", "moments")
                .reads(node.readPlain(0))
                .writes(node.writePlain(0), node.writePlain(1))
                .macro("WHOLE", "1")
            : FloatKernels.of(node, "moments", "moments");
    return call.macro("real", "double");
  }

  /** Neighbouring axes of one kind, taken as one. */
  private record Axis(long size, long distance, boolean reduced) {}

  private static List<Axis> axes(Shape shape, boolean... reduced) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      int last = axes.size() - 1;
      long size = shape.dimension(i);
      if (size == 1) {
        continue;
      }
      if (last >= 0 && axes.get(last).reduced() == reduced[i]) {
        size *= axes.remove(last).size();
      }
      axes.add(new Axis(size, AxisSpan.product(shape, i + 1, shape.rank()), reduced[i]));
    }
    return axes;
  }

  private static long product(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }
}
