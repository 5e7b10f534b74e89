package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.CastKernel;
import dev.weft.backend.onednn.kernel.EyeKernel;
import dev.weft.backend.onednn.kernel.FillKernel;
import dev.weft.backend.onednn.kernel.IndexArrayKernel;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.backend.onednn.kernel.RangeKernel;
import dev.weft.graph.op.AmpCast;
import dev.weft.graph.op.Eye;
import dev.weft.graph.op.Fill;
import dev.weft.graph.op.FillLike;
import dev.weft.graph.op.IndexArray;
import dev.weft.graph.op.Range;
import dev.weft.graph.op.RangeLike;
import dev.weft.graph.op.ShapeArray;
import java.util.List;

/** Operators whose output depends on no element of an input, so that it is computed once. */
final class FillLowering {
  private FillLowering() {}

  static void addTo(LoweringTable table) {
    table.add(AmpCast.class, FillLowering::cast);
    table.add(Fill.class, (op, node) -> constant("fill", new FillKernel(op.number()), node));
    table.add(FillLike.class, (op, node) -> constant("fill", new FillKernel(op.number()), node));
    table.add(
        Eye.class,
        (op, node) ->
            constant(op.operator(), new EyeKernel(op.rows(), op.columns(), op.diagonal()), node));
    table.add(
        IndexArray.class,
        (op, node) -> {
          Shape data = node.inputShape(0);
          constant(op.operator(), new IndexArrayKernel(data, op.positions(data.rank())), node);
        });
    table.add(
        Range.class,
        (op, node) ->
            constant("arange", new RangeKernel(op.start(), op.step(), op.repeat()), node));
    table.add(
        RangeLike.class,
        (op, node) ->
            constant("arange", new RangeKernel(op.start(), op.step(), op.repeat()), node));
    table.add(ShapeArray.class, FillLowering::shape);
  }

  private static void constant(String kind, Kernel kernel, NodeContext node) {
    node.kernel(kind, kernel, List.of());
  }

  private static void shape(ShapeArray op, NodeContext node) {
    long[] elements = op.elements(node.inputShape(0));
    constant(op.operator(), (inputs, outputs) -> outputs[0].longs().put(0, elements), node);
  }

  private static void cast(AmpCast op, NodeContext node) {
    ElementType from = ElementType.storing(node.inputType(0).dataType());
    ElementType to = ElementType.storing(node.outputType(0).dataType());
    if (from == to) {
      node.set(0, node.readAsIs(0));
    } else {
      node.kernel("amp_cast", new CastKernel(op.dataType()));
    }
  }
}
