package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.FillKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.PostOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chains of elementwise operators, as one binary primitive with post-operations. A chain that
 * begins with a function of one element begins with a product with 1: only binary primitives have
 * post-operations that are compiled.
 */
final class ElementwiseChainLowering {
  private static final int MAX_RANK = 5;

  private ElementwiseChainLowering() {}

  static void chain(Fused op, NodeContext node) {
    boolean binary = op.base() instanceof Binary;
    Layout layout =
        binary && node.isParameter(0) && !node.isParameter(1) ? node.layout(1) : node.layout(0);
    Layout whole = layout;
    Layout seen = layout;
    if (layout.rank() > MAX_RANK) {
      whole = node.layouts().plain(ElementType.F32, layout.dimensions());
      seen = node.layouts().plain(ElementType.F32, node.outputShape(0).elementCount());
    }
    Region first = seenAs(node.read(0, whole), seen);
    Region second = binary ? seenAs(node.read(1, whole), seen) : one(node, seen.rank());
    PostOpLowering fused = new PostOpLowering(node, postOps(op), op.baseInputs());
    Primitive primitive;
    try (PostOps list = new PostOps()) {
      fused.append(list, seen, false);
      primitive =
          node.keep(node.primitives().binary(function(op), seen, second.layout(), seen, list));
    }
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(NodeContext.argument(Argument.SRC, first));
    arguments.add(NodeContext.argument(Argument.SRC_1, second));
    for (Step.Argument argument : fused.arguments(whole)) {
      arguments.add(NodeContext.argument(argument.key(), seenAs(argument.region(), seen)));
    }
    node.step(primitive, arguments, Argument.DST, seenAs(node.write(0, whole), seen));
  }

  private static BinaryAlgorithm function(Fused op) {
    return op.base() instanceof Binary binary
        ? ElementwiseLowering.algorithm(binary.function()).orElseThrow()
        : BinaryAlgorithm.MUL;
  }

  private static List<PostOp> postOps(Fused op) {
    List<PostOp> all = new ArrayList<>();
    if (!(op.base() instanceof Binary)) {
      all.add(new PostOp.Elementwise(op.base()));
    }
    all.addAll(op.postOps());
    return all;
  }

  private static Region one(NodeContext node, int rank) {
    long[] dimensions = new long[rank];
    Arrays.fill(dimensions, 1);
    Region region = node.plan().allocate(node.layouts().plain(ElementType.F32, dimensions));
    node.plan().add("fill", new FillKernel(1), List.of(), List.of(region));
    return region;
  }

  private static Region seenAs(Region region, Layout layout) {
    return new Region(region.buffer(), layout);
  }
}
