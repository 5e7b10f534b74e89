package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
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
    table.add(Embedding.class, (op, node) -> take(node, 1, 0, 0, IndexMode.CLIP));
    table.add(GatherNd.class, (op, node) -> gather(node));
    table.add(OneHot.class, IndexingLowering::oneHot);
    table.add(Pick.class, IndexingLowering::pick);
    table.add(RavelIndex.class, IndexingLowering::ravel);
    table.add(ScatterNd.class, (op, node) -> ScatterLowering.scatter(node));
    table.add(IndexCopy.class, (op, node) -> ScatterLowering.copy(node));
    table.add(Take.class, (op, node) -> take(node, 0, 1, op.axis(), op.mode()));
    table.add(Where.class, (op, node) -> where(node));
  }

  private static KernelCall begin(String function, Region output) {
    return KernelCall.of("indexing", function)
        .writes(output)
        .each(output.layout().shape().elementCount());
  }

  private static void take(NodeContext node, int data, int indices, int axis, IndexMode mode) {
    Shape shape = node.inputShape(data);
    AxisSpan span = AxisSpan.of(shape, Dimensions.axis(axis, shape.rank()));
    long taken = node.inputShape(indices).elementCount();
    node.run(
        begin("take", node.writePlain(0))
            .reads(node.readPlain(data), node.readPlain(indices))
            .integers(taken, span.after(), span.size(), code(mode))
            .failing(outOfRange(span.size())));
  }

  /** Returns a mode as {@code indexing.cu} numbers them. */
  private static int code(IndexMode mode) {
    return switch (mode) {
      case CLIP -> 0;
      case WRAP -> 1;
      case RAISE -> 2;
    };
  }

  static String outOfRange(long size) {
    return "an index is out of range, expected 0 to " + (size - 1);
  }

  private static void gather(NodeContext node) {
    Shape data = node.inputShape(0);
    Shape indices = node.inputShape(1);
    int indexed = Math.toIntExact(indices.dimension(0));
    long[] strides = Layout.plain(ElementType.F32, data).strides();
    long part = AxisSpan.product(data, indexed, data.rank());
    KernelCall call =
        begin("gather", node.writePlain(0))
            .reads(node.readPlain(0), node.readPlain(1))
            .integers(AxisSpan.product(indices, 1, indices.rank()), part, indexed);
    StringBuilder expected = new StringBuilder("an index is out of range, expected");
    for (int axis = 0; axis < indexed; axis++) {
      long size = data.dimension(axis);
      call.integers(size, strides[axis]);
      expected.append(" -").append(size).append(" to ").append(size - 1);
      expected.append(" for axis ").append(axis).append(axis + 1 < indexed ? "," : "");
    }
    node.run(call.failing(expected.toString()));
  }

  private static void pick(Pick op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span = AxisSpan.of(data, Dimensions.axis(op.axis(), data.rank()));
    node.run(
        begin("pick", node.writePlain(0))
            .reads(node.readPlain(0), node.readPlain(1))
            .integers(span.size(), span.after(), code(op.mode()))
            .failing(outOfRange(span.size())));
  }

  private static void oneHot(OneHot op, NodeContext node) {
    node.run(
        begin("one_hot", node.writePlain(0))
            .reads(node.readPlain(0))
            .integers(op.depth())
            .reals(op.on(), op.off()));
  }

  private static void ravel(RavelIndex op, NodeContext node) {
    Region source = node.readPlain(0);
    Region target = node.writePlain(0);
    long places = (op.inverse() ? source : target).layout().shape().elementCount();
    KernelCall call =
        KernelCall.of("indexing", op.inverse() ? "unravel" : "ravel")
            .reads(source)
            .writes(target)
            .integers(op.shape().size(), places)
            .each(places);
    op.shape().forEach(size -> call.integers(Math.max(1, size)));
    node.run(call);
  }

  private static void where(NodeContext node) {
    long conditions = Math.max(1, node.inputShape(0).elementCount());
    long perCondition = Math.max(1, node.outputShape(0).elementCount() / conditions);
    node.run(
        begin("where", node.writePlain(0))
            .reads(node.readPlain(0), node.readPlain(1), node.readPlain(2))
            .integers(perCondition));
  }
}
