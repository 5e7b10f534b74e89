package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Proposal;
import java.util.ArrayList;
import java.util.List;

/** Regions that a region proposal network sees objects in, in single precision. */
final class ProposalLowering {
  private ProposalLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Proposal.class, ProposalLowering::proposal);
  }

  private static void proposal(Proposal op, NodeContext node) {
    Shape scores = node.inputShape(0);
    long batch = scores.dimension(0);
    long height = scores.dimension(2);
    long width = scores.dimension(3);
    long count = height * width * op.anchors();
    Region boxes = FloatKernels.between(node, ElementType.F32, batch, count, 4);
    Region found = FloatKernels.between(node, ElementType.F32, batch, count);
    Region[] inputs = FloatKernels.inputs(node);
    List<double[]> anchors = anchors(op);
    for (int kind = 0; kind < anchors.size(); kind++) {
      node.run(
          KernelCall.of("boxes", "proposal_boxes")
              .reads(inputs)
              .writes(boxes, found)
              .integers(anchors.size(), kind, height, width, op.stride())
              .integers(op.corners() ? 1 : 0, op.least())
              .reals(anchors.get(kind))
              .each(batch * height * width));
    }
    keep(op, node, boxes, found);
  }

  private static void keep(Proposal op, NodeContext node, Region boxes, Region scores) {
    long batch = scores.layout().shape().dimension(0);
    long count = scores.layout().shape().dimension(1);
    long considered = op.considered() > 0 ? Math.min(op.considered(), count) : count;
    List<Region> outputs = new ArrayList<>();
    outputs.add(node.writePlain(0, ElementType.F32));
    outputs.add(FloatKernels.between(node, ElementType.S32, batch, 4, count));
    if (op.givesScores()) {
      outputs.add(node.writePlain(1, ElementType.F32));
    }
    node.run(
        KernelCall.of("boxes", "proposal_keep")
            .reads(boxes, scores)
            .writes(outputs.toArray(Region[]::new))
            .integers(count, considered, op.count(), op.givesScores() ? 1 : 0)
            .reals(op.overlap())
            .rows(count == 0 ? 0 : batch));
  }

  /** Returns left, top, right and bottom of each anchor at the first place. */
  private static List<double[]> anchors(Proposal op) {
    List<double[]> anchors = new ArrayList<>();
    float centre = 0.5f * (op.stride() - 1);
    float area = (float) op.stride() * op.stride();
    for (double ratio : op.ratios()) {
      for (double scale : op.scales()) {
        float size = (float) Math.floor(area / (float) ratio);
        float width = (float) Math.floor((float) Math.sqrt(size) + 0.5f) * (float) scale;
        float height =
            (float) Math.floor(width / (float) scale * (float) ratio + 0.5f) * (float) scale;
        anchors.add(
            new double[] {
              centre - 0.5f * (width - 1),
              centre - 0.5f * (height - 1),
              centre + 0.5f * (width - 1),
              centre + 0.5f * (height - 1)
            });
      }
    }
    return anchors;
  }
}
