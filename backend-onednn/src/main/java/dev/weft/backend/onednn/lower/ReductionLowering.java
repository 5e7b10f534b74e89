package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.AxisSpan;
import dev.weft.backend.onednn.kernel.CumulativeSumKernel;
import dev.weft.backend.onednn.kernel.HistogramKernel;
import dev.weft.backend.onednn.kernel.MomentsKernel;
import dev.weft.backend.onednn.kernel.ReductionKernel;
import dev.weft.backend.onednn.kernel.SumKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.AddN;
import dev.weft.graph.op.CumulativeSum;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Histogram;
import dev.weft.graph.op.Moments;
import dev.weft.graph.op.Reduction;
import java.util.List;

/** Operators that make one number of many, and the sum of many values. */
final class ReductionLowering {
  private ReductionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Reduction.class, ReductionLowering::reduction);
    table.add(
        Moments.class,
        (op, node) -> {
          Shape data = node.inputShape(0);
          boolean[] reduced = op.mean().reduced(data.rank());
          MomentsKernel kernel = new MomentsKernel(data, reduced);
          if (node.inputType(0).dataType().isFloatingPoint()) {
            node.floatKernel(op.operator(), kernel);
          } else {
            node.kernel(op.operator(), kernel);
          }
        });
    table.add(CumulativeSum.class, ReductionLowering::cumulative);
    table.add(Histogram.class, (op, node) -> node.kernel(op.operator(), new HistogramKernel(op)));
    table.add(AddN.class, (op, node) -> sum(node));
  }

  private static void reduction(Reduction op, NodeContext node) {
    ReductionKernel kernel =
        new ReductionKernel(
            op.function(), node.inputShape(0), op.reduced(node.inputShape(0).rank()));
    if (!node.isFloat(0)) {
      node.kernel(op.operator(), kernel);
      return;
    }
    boolean toFloats = node.outputType(0).dataType().isFloatingPoint();
    Region target = toFloats ? node.writeFloats(0) : node.writePlain(0);
    node.plan().add(op.operator(), kernel, List.of(node.readFloats(0)), List.of(target));
  }

  private static void cumulative(CumulativeSum op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span =
        op.axis().isPresent()
            ? AxisSpan.of(data, Dimensions.axis(op.axis().get(), data.rank()))
            : AxisSpan.of(data, 0, data.rank());
    node.kernel(op.operator(), new CumulativeSumKernel(span));
  }

  private static void sum(NodeContext node) {
    if (node.inputCount() == 1) {
      node.set(0, node.readAsIs(0));
    } else if (node.isFloat(0)) {
      floatSum(node);
    } else {
      node.kernel("add_n", new SumKernel());
    }
  }

  private static void floatSum(NodeContext node) {
    Layout layout = node.layout(0);
    Primitive primitive;
    try (PostOps none = new PostOps()) {
      primitive =
          node.keep(node.primitives().binary(BinaryAlgorithm.ADD, layout, layout, layout, none));
    }
    Region sum = node.readAsIs(0);
    Region target = node.write(0, layout);
    for (int i = 1; i < node.inputCount(); i++) {
      node.step(
          primitive,
          List.of(
              NodeContext.argument(Argument.SRC, sum),
              NodeContext.argument(Argument.SRC_1, node.read(i, layout))),
          Argument.DST,
          target);
      sum = target;
    }
  }
}
