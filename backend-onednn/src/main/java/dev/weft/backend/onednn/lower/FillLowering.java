package dev.weft.backend.onednn.lower;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.CastKernel;
import dev.weft.backend.onednn.kernel.EyeKernel;
import dev.weft.backend.onednn.kernel.FillKernel;
import dev.weft.backend.onednn.kernel.IndexArrayKernel;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.backend.onednn.kernel.LinspaceKernel;
import dev.weft.backend.onednn.kernel.RangeKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.AmpCast;
import dev.weft.graph.op.AmpMulticast;
import dev.weft.graph.op.Eye;
import dev.weft.graph.op.Fill;
import dev.weft.graph.op.FillLike;
import dev.weft.graph.op.IndexArray;
import dev.weft.graph.op.Linspace;
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
    table.add(AmpMulticast.class, FillLowering::multicast);
    table.add(
        Linspace.class,
        (op, node) -> constant(op.operator(), new LinspaceKernel(op.start(), op.step()), node));
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

  private static void multicast(AmpMulticast op, NodeContext node) {
    for (int i = 0; i < op.outputs(); i++) {
      DataType type = node.outputType(i).dataType();
      if (ElementType.storing(node.inputType(i).dataType()) == ElementType.storing(type)) {
        node.set(i, node.readAsIs(i));
      } else {
        Region target =
            node.write(
                i,
                node.layouts().plain(ElementType.storing(type), node.outputShape(i).dimensions()));
        node.plan()
            .add(op.operator(), new CastKernel(type), List.of(node.readPlain(i)), List.of(target));
      }
    }
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
