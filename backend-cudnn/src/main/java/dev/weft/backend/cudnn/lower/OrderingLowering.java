package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.IndexOfExtreme;
import dev.weft.graph.op.TopK;
import java.util.Optional;

/** Operators that compare elements of a row. */
final class OrderingLowering {
  private OrderingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(IndexOfExtreme.class, OrderingLowering::extreme);
    table.add(TopK.class, OrderingLowering::topK);
  }

  private static AxisSpan span(Shape data, Optional<Integer> axis) {
    return axis.map(a -> AxisSpan.of(data, Dimensions.axis(a, data.rank())))
        .orElseGet(() -> AxisSpan.of(data, 0, data.rank()));
  }

  private static KernelCall begin(String function, AxisSpan span) {
    return KernelCall.of("ordering", function)
        .macro("real", "double")
        .integers(span.size(), span.after());
  }

  private static void extreme(IndexOfExtreme op, NodeContext node) {
    AxisSpan span = span(node.inputShape(0), op.axis());
    node.run(
        begin("index_of_extreme", span)
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .reals(op.greatest() ? 1 : -1)
            .rows(span.before() * span.after()));
  }

  private static void topK(TopK op, NodeContext node) {
    AxisSpan span = span(node.inputShape(0), op.axis());
    long rows = span.before() * span.after();
    long room = Long.highestOneBit(Math.max(1, 2 * span.size() - 1));
    long count = op.count() > 0 ? op.count() : span.size();
    Region data = node.readPlain(0);
    Region ranks = FloatKernels.between(node, ElementType.S64, rows, room);
    Region indices = FloatKernels.between(node, ElementType.S32, rows, room);
    KernelCall sort =
        begin("sort_rows", span)
            .macro("SORTED", "1")
            .reads(data)
            .writes(ranks, indices)
            .integers(room, op.ascending() ? 0 : 1)
            .rows(rows);
    node.run(data.layout().type().isWhole() ? sort.macro("WHOLE", "1") : sort);
    String[] results =
        switch (op.result()) {
          case VALUES -> new String[] {"sorted_values"};
          case INDICES -> new String[] {"sorted_indices"};
          case BOTH -> new String[] {"sorted_values", "sorted_indices"};
          case MASK -> new String[] {"sorted_mask"};
        };
    for (int i = 0; i < results.length; i++) {
      KernelCall call =
          begin(results[i], span)
              .reads(data, indices)
              .writes(node.writePlain(i))
              .integers(room, count);
      boolean mask = op.result() == TopK.Result.MASK;
      node.run(mask ? call.rows(rows) : call.each(node.outputShape(i).elementCount()));
    }
  }
}
