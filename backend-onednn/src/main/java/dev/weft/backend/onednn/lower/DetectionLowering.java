package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.BipartiteMatchingKernel;
import dev.weft.backend.onednn.kernel.BoxDecodeKernel;
import dev.weft.backend.onednn.kernel.BoxIouKernel;
import dev.weft.backend.onednn.kernel.BoxNmsKernel;
import dev.weft.backend.onednn.kernel.CellMeanKernel;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.backend.onednn.kernel.MultiBoxDetectionKernel;
import dev.weft.backend.onednn.kernel.MultiBoxPriorKernel;
import dev.weft.backend.onednn.kernel.ProposalKernel;
import dev.weft.backend.onednn.kernel.RoiAlignKernel;
import dev.weft.backend.onednn.kernel.RoiPoolingKernel;
import dev.weft.backend.onednn.kernel.ShiftedCellKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.BipartiteMatching;
import dev.weft.graph.op.BoxDecode;
import dev.weft.graph.op.BoxIou;
import dev.weft.graph.op.BoxNms;
import dev.weft.graph.op.MultiBoxDetection;
import dev.weft.graph.op.MultiBoxPrior;
import dev.weft.graph.op.PositionSensitivePooling;
import dev.weft.graph.op.Proposal;
import dev.weft.graph.op.RoiPooling;
import java.util.List;

/** Operators of object detectors, all in single precision. */
final class DetectionLowering {
  private DetectionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(MultiBoxPrior.class, DetectionLowering::prior);
    table.add(MultiBoxDetection.class, DetectionLowering::detection);
    table.add(BoxNms.class, DetectionLowering::suppression);
    table.add(
        BoxIou.class,
        (op, node) -> node.floatKernel(op.operator(), new BoxIouKernel(op.centres())));
    table.add(
        BoxDecode.class, (op, node) -> node.floatKernel(op.operator(), new BoxDecodeKernel(op)));
    table.add(
        Proposal.class,
        (op, node) -> node.floatKernel(op.operator(), new ProposalKernel(op, node.inputShape(0))));
    table.add(RoiPooling.class, DetectionLowering::pooling);
    table.add(
        BipartiteMatching.class,
        (op, node) ->
            node.floatKernel(op.operator(), new BipartiteMatchingKernel(op, node.inputShape(0))));
    table.add(
        PositionSensitivePooling.class,
        (op, node) ->
            node.floatKernel(
                op.operator(),
                op.sampling().isEmpty()
                    ? new CellMeanKernel(op, node.inputShape(0))
                    : new ShiftedCellKernel(op, node.inputShape(0))));
  }

  /** Anchors do not depend on the data: a step without inputs runs once. */
  private static void prior(MultiBoxPrior op, NodeContext node) {
    int height = Math.toIntExact(node.inputShape(0).dimension(2));
    int width = Math.toIntExact(node.inputShape(0).dimension(3));
    Region output =
        node.write(0, node.layouts().plain(ElementType.F32, node.outputShape(0).dimensions()));
    node.plan()
        .add(op.operator(), new MultiBoxPriorKernel(op, height, width), List.of(), List.of(output));
  }

  private static void detection(MultiBoxDetection op, NodeContext node) {
    Shape scores = node.inputShape(0);
    node.floatKernel(
        op.operator(),
        new MultiBoxDetectionKernel(
            op,
            Math.toIntExact(scores.dimension(0)),
            Math.toIntExact(scores.dimension(1)),
            Math.toIntExact(scores.dimension(2))));
  }

  private static void suppression(BoxNms op, NodeContext node) {
    Shape data = node.inputShape(0);
    int count = Math.toIntExact(data.dimension(data.rank() - 2));
    int width = Math.toIntExact(data.dimension(data.rank() - 1));
    node.floatKernel(op.operator(), new BoxNmsKernel(op, count, width));
  }

  private static void pooling(RoiPooling op, NodeContext node) {
    Kernel kernel =
        op.sampling() instanceof RoiPooling.Interpolated points
            ? new RoiAlignKernel(op, points, node.inputShape(0))
            : new RoiPoolingKernel(op, node.inputShape(0));
    node.floatKernel(op.operator(), kernel);
  }
}
