package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.AxisSpan;
import dev.weft.backend.onednn.kernel.MaskedSoftmaxKernel;
import dev.weft.backend.onednn.kernel.UndefinedRowsKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Softmax;
import java.util.List;

/** Softmax, in single precision. */
final class SoftmaxLowering {
  private SoftmaxLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Softmax.class, SoftmaxLowering::softmax);
  }

  private static void softmax(Softmax op, NodeContext node) {
    long[] shape = node.inputShape(0).dimensions();
    long[] seen = shape;
    int axis =
        op.flattens() ? Math.min(1, shape.length - 1) : Dimensions.axis(op.axis(), shape.length);
    if (op.flattens() && shape.length > 2) {
      seen = new long[] {shape[0], node.inputShape(0).elementCount() / Math.max(1, shape[0])};
    }
    double factor = (op.negated() ? -1 : 1) / op.temperature();
    if (op.hasLengths()) {
      AxisSpan span = AxisSpan.of(node.inputShape(0), axis);
      node.plan()
          .add(
              op.operator(),
              new MaskedSoftmaxKernel(span, factor, op.log()),
              List.of(node.readFloats(0), node.readPlain(1)),
              List.of(node.writeFloats(0)));
      return;
    }
    Layout layout = node.layouts().plain(ElementType.F32, seen);
    Region source = new Region(node.readFloats(0).buffer(), layout);
    if (factor != 1) {
      Region scaled = node.plan().allocate(layout);
      Primitive scale;
      try (PostOps none = new PostOps()) {
        scale = node.keep(node.primitives().eltwise(Eltwise.linear(factor, 0), layout, none));
      }
      node.step(scale, List.of(NodeContext.argument(Argument.SRC, source)), Argument.DST, scaled);
      source = scaled;
    }
    Primitive primitive = node.keep(node.primitives().softmax(op.log(), layout, layout, axis));
    Region output = new Region(node.writeFloats(0).buffer(), layout);
    node.step(primitive, List.of(NodeContext.argument(Argument.SRC, source)), Argument.DST, output);
    if (layout.byteSize() <= Integer.MAX_VALUE) {
      AxisSpan span = AxisSpan.of(Shape.of(seen), axis);
      node.plan()
          .add(
              "undefined rows",
              new UndefinedRowsKernel(span, op.log()),
              List.of(output),
              List.of(output));
    }
  }
}
