package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.IndexOfExtreme;
import dev.weft.graph.op.TopK;
import java.util.Optional;

/**
 * Operators that compare elements of a row. Rows are sorted by merging: runs of a few elements
 * first, then pairs of runs, until one is left. Of equal elements that which comes first in the row
 * stays before the others.
 */
final class OrderingLowering {
  private static final long RUN = 32;

  private OrderingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(IndexOfExtreme.class, OrderingLowering::extreme);
    table.add(TopK.class, OrderingLowering::topK);
  }

  private static AxisSpan span(Shape data, Optional<Integer> axis) {
    return axis.map(a -> AxisSpan.of(data, Dimensions.axis(a, data.rank())))
        .orElseGet(() -> AxisSpan.of(data, 0, data.rank()));
  }

  private static void extreme(IndexOfExtreme op, NodeContext node) {
    AxisSpan span = span(node.inputShape(0), op.axis());
    node.run(
        span.spread(
            KernelCall.of("ordering", "index_of_extreme")
                .reads(node.readPlain(0))
                .writes(node.writePlain(0))
                .reals(op.greatest() ? 1 : -1)));
  }

  private static void topK(TopK op, NodeContext node) {
    AxisSpan span = span(node.inputShape(0), op.axis());
    long count = op.count() > 0 ? op.count() : span.size();
    Region data = node.readPlain(0);
    Region order = order(node, data, span, op.ascending());
    switch (op.result()) {
      case VALUES -> values(node, data, order, span, count);
      case INDICES -> indices(node, 0, order, span, count);
      case BOTH -> {
        values(node, data, order, span, count);
        indices(node, 1, order, span, count);
      }
      case MASK ->
          node.run(
              KernelCall.of("sorted", "sorted_mask")
                  .reads(order)
                  .writes(node.writePlain(0))
                  .integers(span.size(), span.after(), count)
                  .each(data.layout().shape().elementCount()));
    }
  }

  private static void values(
      NodeContext node, Region data, Region order, AxisSpan span, long count) {
    node.run(
        KernelCall.of("sorted", "sorted_values")
            .reads(data, order)
            .writes(node.writePlain(0))
            .integers(span.size(), span.after(), count)
            .each(node.outputShape(0).elementCount()));
  }

  private static void indices(
      NodeContext node, int output, Region order, AxisSpan span, long count) {
    node.run(
        KernelCall.of("sorted", "sorted_indices")
            .reads(order)
            .writes(node.writePlain(output))
            .integers(span.size(), span.after(), count)
            .each(node.outputShape(output).elementCount()));
  }

  /** Adds steps that find the indices of each row in order, row by row. */
  private static Region order(NodeContext node, Region data, AxisSpan span, boolean ascending) {
    long elements = data.layout().shape().elementCount();
    Region keys = FloatKernels.between(node, ElementType.S64, elements);
    Region order = FloatKernels.between(node, ElementType.S32, elements);
    node.run(
        KernelCall.of("sort", "sort_runs")
            .reads(data)
            .writes(keys, order)
            .integers(span.size(), span.after(), ascending ? 1 : 0, RUN)
            .each(elements));
    for (long width = RUN; width < span.size(); width *= 2) {
      Region nextKeys = FloatKernels.between(node, ElementType.S64, elements);
      Region nextOrder = FloatKernels.between(node, ElementType.S32, elements);
      node.run(
          KernelCall.of("merge", "merge")
              .reads(keys, order)
              .writes(nextKeys, nextOrder)
              .integers(span.size(), width)
              .each(elements));
      keys = nextKeys;
      order = nextOrder;
    }
    return order;
  }
}
