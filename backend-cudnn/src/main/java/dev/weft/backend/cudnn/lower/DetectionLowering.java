package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BipartiteMatching;
import dev.weft.graph.op.BoxDecode;
import dev.weft.graph.op.BoxIou;
import dev.weft.graph.op.BoxNms;
import dev.weft.graph.op.MultiBoxDetection;
import dev.weft.graph.op.MultiBoxPrior;

/** Operators on boxes of object detectors, all in single precision. */
final class DetectionLowering {
  private static final int WIDTH = 6;

  private DetectionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(MultiBoxPrior.class, DetectionLowering::prior);
    table.add(MultiBoxDetection.class, DetectionLowering::detection);
    table.add(BoxNms.class, DetectionLowering::suppression);
    table.add(BoxIou.class, DetectionLowering::overlaps);
    table.add(BoxDecode.class, DetectionLowering::decode);
    table.add(BipartiteMatching.class, DetectionLowering::matching);
  }

  /** Anchors do not depend on the data: steps without inputs run once. */
  private static void prior(MultiBoxPrior op, NodeContext node) {
    long height = node.inputShape(0).dimension(2);
    long width = node.inputShape(0).dimension(3);
    int kinds = op.sizes().size() + op.ratios().size() - 1;
    boolean given =
        (float) (double) op.steps().get(0) > 0 && (float) (double) op.steps().get(1) > 0;
    double stepY = given ? op.steps().get(0) : 1.0f / height;
    double stepX = given ? op.steps().get(1) : 1.0f / width;
    Region output = node.writePlain(0, ElementType.F32);
    for (int kind = 0; kind < kinds; kind++) {
      boolean ofSizes = kind < op.sizes().size();
      float size = (float) (double) op.sizes().get(ofSizes ? kind : 0);
      float ratio = (float) (double) op.ratios().get(ofSizes ? 0 : kind - op.sizes().size() + 1);
      float root = (float) Math.sqrt(ratio);
      node.run(
          KernelCall.of("boxes", "multibox_prior")
              .writes(output)
              .integers(width, kinds, kind, op.clips() ? 1 : 0)
              .reals(stepY, stepX, op.offsets().get(0), op.offsets().get(1))
              .reals(size * height / width * root / 2, size / root / 2)
              .each(height * width));
    }
  }

  private static void detection(MultiBoxDetection op, NodeContext node) {
    Shape scores = node.inputShape(0);
    long batch = scores.dimension(0);
    long anchors = scores.dimension(2);
    Region found = FloatKernels.between(node, ElementType.F32, batch, anchors, WIDTH);
    KernelCall decode =
        KernelCall.of("boxes", "multibox_decode")
            .reads(FloatKernels.inputs(node))
            .writes(found)
            .integers(scores.dimension(1), anchors, op.clips() ? 1 : 0)
            .reals(op.threshold())
            .each(batch * anchors);
    op.variances().forEach(decode::reals);
    node.run(decode);
    float overlap = (float) op.overlap();
    node.run(
        KernelCall.of("boxes", "multibox_keep")
            .reads(found)
            .writes(
                node.writePlain(0, ElementType.F32),
                FloatKernels.between(node, ElementType.S32, batch, 3, anchors))
            .integers(anchors, op.most(), op.acrossClasses() ? 1 : 0)
            .integers(overlap > 0 && overlap <= 1 ? 1 : 0)
            .reals(overlap)
            .rows(batch));
  }

  private static void suppression(BoxNms op, NodeContext node) {
    Shape data = node.inputShape(0);
    Region source = node.readPlain(0, ElementType.F32);
    long count = data.dimension(data.rank() - 2);
    long width = data.dimension(data.rank() - 1);
    long most = op.most() < 0 ? count : Math.min(op.most(), count);
    if (most < 1) {
      node.set(0, source);
      return;
    }
    long batch = data.elementCount() / Math.max(1, count * width);
    node.run(
        KernelCall.of("boxes", "box_nms")
            .reads(source)
            .writes(
                node.writePlain(0, ElementType.F32),
                FloatKernels.between(node, ElementType.S32, batch, 4, count))
            .integers(count, width, op.coordinates(), op.score(), op.category(), op.background())
            .integers(most, op.acrossCategories() ? 1 : 0, op.centresIn() ? 1 : 0)
            .integers(op.centresIn() != op.centresOut() ? 1 : 0)
            .reals(op.valid(), op.overlap())
            .rows(batch));
  }

  private static void overlaps(BoxIou op, NodeContext node) {
    node.run(
        FloatKernels.of(node, "boxes", "box_iou")
            .integers(node.inputShape(1).elementCount() / 4, op.centres() ? 1 : 0)
            .each(node.outputShape(0).elementCount()));
  }

  private static void decode(BoxDecode op, NodeContext node) {
    KernelCall call =
        FloatKernels.of(node, "boxes", "box_decode")
            .integers(node.inputShape(1).elementCount() / 4, op.centres() ? 1 : 0)
            .each(node.inputShape(0).elementCount() / 2);
    op.factors().forEach(call::reals);
    node.run(call.reals(op.most()));
  }

  private static void matching(BipartiteMatching op, NodeContext node) {
    Shape scores = node.inputShape(0);
    long rows = scores.dimension(scores.rank() - 2);
    long columns = scores.dimension(scores.rank() - 1);
    long batch = scores.elementCount() / Math.max(1, rows * columns);
    Region source = node.readPlain(0, ElementType.F32);
    node.run(
        KernelCall.of("boxes", "bipartite_matching")
            .reads(source)
            .writes(
                node.writePlain(0, ElementType.F32),
                node.writePlain(1, ElementType.F32),
                FloatKernels.between(node, ElementType.S32, batch, 3, rows * columns))
            .integers(rows, columns, op.ascending() ? 1 : 0, op.most())
            .reals(op.threshold())
            .rows(batch));
  }
}
