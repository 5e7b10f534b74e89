package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.kernel.AxisSpan;
import dev.weft.backend.onednn.kernel.ExtremeKernel;
import dev.weft.backend.onednn.kernel.TopKKernel;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.IndexOfExtreme;
import dev.weft.graph.op.TopK;
import java.util.Optional;

/** Operators that compare elements of a row. */
final class OrderingLowering {
  private OrderingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        IndexOfExtreme.class,
        (op, node) ->
            node.kernel(
                op.operator(),
                new ExtremeKernel(span(node.inputShape(0), op.axis()), op.greatest())));
    table.add(
        TopK.class,
        (op, node) ->
            node.kernel(op.operator(), new TopKKernel(op, span(node.inputShape(0), op.axis()))));
  }

  private static AxisSpan span(Shape data, Optional<Integer> axis) {
    return axis.map(a -> AxisSpan.of(data, Dimensions.axis(a, data.rank())))
        .orElseGet(() -> AxisSpan.of(data, 0, data.rank()));
  }
}
