package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.kernel.AxisSpan;
import dev.weft.backend.onednn.kernel.GatherNdKernel;
import dev.weft.backend.onednn.kernel.IndexCopyKernel;
import dev.weft.backend.onednn.kernel.IndexRange;
import dev.weft.backend.onednn.kernel.OneHotKernel;
import dev.weft.backend.onednn.kernel.PickKernel;
import dev.weft.backend.onednn.kernel.RavelIndexKernel;
import dev.weft.backend.onednn.kernel.ScatterKernel;
import dev.weft.backend.onednn.kernel.TakeKernel;
import dev.weft.backend.onednn.kernel.WhereKernel;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Embedding;
import dev.weft.graph.op.GatherNd;
import dev.weft.graph.op.IndexCopy;
import dev.weft.graph.op.IndexMode;
import dev.weft.graph.op.OneHot;
import dev.weft.graph.op.Pick;
import dev.weft.graph.op.RavelIndex;
import dev.weft.graph.op.ScatterNd;
import dev.weft.graph.op.Take;
import dev.weft.graph.op.Where;

/** Operators that choose elements by index or condition. */
final class IndexingLowering {
  private IndexingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Embedding.class, IndexingLowering::embedding);
    table.add(GatherNd.class, IndexingLowering::gather);
    table.add(OneHot.class, IndexingLowering::oneHot);
    table.add(Pick.class, IndexingLowering::pick);
    table.add(
        RavelIndex.class,
        (op, node) -> node.kernel(op.operator(), new RavelIndexKernel(op.shape(), op.inverse())));
    table.add(
        ScatterNd.class,
        (op, node) -> {
          int indexed = Math.toIntExact(node.inputShape(1).dimension(0));
          node.kernel(
              op.operator(), new ScatterKernel(node.subject(), node.outputShape(0), indexed));
        });
    table.add(
        IndexCopy.class,
        (op, node) -> {
          AxisSpan span = AxisSpan.of(node.inputShape(0), 0);
          IndexRange range = new IndexRange(node.subject(), span.size(), IndexMode.RAISE);
          node.kernel(op.operator(), new IndexCopyKernel(span.after(), range));
        });
    table.add(Take.class, IndexingLowering::take);
    table.add(Where.class, (op, node) -> where(node));
  }

  private static void embedding(Embedding op, NodeContext node) {
    AxisSpan table = AxisSpan.of(node.inputShape(1), 0);
    IndexRange range = new IndexRange(node.subject(), table.size(), IndexMode.CLIP);
    node.kernel(op.operator(), new TakeKernel(table, range, 1, 0));
  }

  private static void take(Take op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span = AxisSpan.of(data, Dimensions.axis(op.axis(), data.rank()));
    IndexRange range = new IndexRange(node.subject(), span.size(), op.mode());
    node.kernel(op.operator(), new TakeKernel(span, range, 0, 1));
  }

  private static void gather(GatherNd op, NodeContext node) {
    int indexed = Math.toIntExact(node.inputShape(1).dimension(0));
    node.kernel(op.operator(), new GatherNdKernel(node.subject(), node.inputShape(0), indexed));
  }

  private static void pick(Pick op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span = AxisSpan.of(data, Dimensions.axis(op.axis(), data.rank()));
    IndexRange range = new IndexRange(node.subject(), span.size(), op.mode());
    node.kernel(op.operator(), new PickKernel(span, range));
  }

  private static void oneHot(OneHot op, NodeContext node) {
    node.kernel(op.operator(), new OneHotKernel(Math.toIntExact(op.depth()), op.on(), op.off()));
  }

  private static void where(NodeContext node) {
    long conditions = Math.max(1, node.inputShape(0).elementCount());
    long perCondition = Math.max(1, node.outputShape(0).elementCount() / conditions);
    node.kernel("where", new WhereKernel(Math.toIntExact(perCondition)));
  }
}
