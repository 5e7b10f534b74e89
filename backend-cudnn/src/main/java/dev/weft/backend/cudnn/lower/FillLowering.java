package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.graph.op.Eye;
import dev.weft.graph.op.Fill;
import dev.weft.graph.op.FillLike;
import dev.weft.graph.op.IndexArray;
import dev.weft.graph.op.Linspace;
import dev.weft.graph.op.Range;
import dev.weft.graph.op.RangeLike;
import dev.weft.graph.op.ShapeArray;

/** Operators whose output depends on no element of an input, so that it is computed once. */
final class FillLowering {
  private FillLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Fill.class, (op, node) -> fill(op.number(), node));
    table.add(FillLike.class, (op, node) -> fill(op.number(), node));
    table.add(
        Linspace.class,
        (op, node) ->
            node.run(begin("linspace", node).macro("real", "double").reals(op.start(), op.step())));
    table.add(
        Eye.class,
        (op, node) ->
            node.run(begin("eye", node).integers(Math.max(1, op.columns()), op.diagonal())));
    table.add(IndexArray.class, FillLowering::indices);
    table.add(Range.class, (op, node) -> range(op.start(), op.step(), op.repeat(), node));
    table.add(RangeLike.class, (op, node) -> range(op.start(), op.step(), op.repeat(), node));
    table.add(
        ShapeArray.class,
        (op, node) -> node.run(begin("listed", node).integers(op.elements(node.inputShape(0)))));
  }

  private static KernelCall begin(String function, NodeContext node) {
    return KernelCall.of("fill", function)
        .writes(node.writePlain(0))
        .each(node.outputShape(0).elementCount());
  }

  private static void fill(double number, NodeContext node) {
    node.run(begin("fill", node).macro("real", "double").reals(number));
  }

  private static void range(double start, double step, long repeat, NodeContext node) {
    KernelCall call = begin("range", node).reals(start, step).integers(repeat);
    node.run(node.storingOutput(0).isInteger() ? call.macro("real", "long long") : call);
  }

  private static void indices(IndexArray op, NodeContext node) {
    Shape data = node.inputShape(0);
    long[] strides = Layout.plain(ElementType.S64, data).strides();
    int[] axes = op.positions(data.rank());
    KernelCall call = begin("index_array", node).integers(axes.length);
    for (int axis : axes) {
      call.integers(strides[axis], data.dimension(axis));
    }
    node.run(call);
  }
}
