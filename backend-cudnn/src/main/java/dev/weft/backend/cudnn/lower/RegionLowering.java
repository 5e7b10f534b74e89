package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.graph.op.PositionSensitivePooling;
import dev.weft.graph.op.RoiPooling;

/** Features of regions of maps, in single precision. */
final class RegionLowering {
  private RegionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(RoiPooling.class, RegionLowering::pooling);
    table.add(PositionSensitivePooling.class, RegionLowering::byPosition);
  }

  private static void pooling(RoiPooling op, NodeContext node) {
    Shape maps = node.inputShape(0);
    long results = node.outputShape(0).elementCount();
    if (!(op.sampling() instanceof RoiPooling.Interpolated points)) {
      node.run(
          sized(FloatKernels.of(node, "regions", "roi_pooling"), op, maps)
              .reals(op.scale())
              .each(results));
      return;
    }
    String sizes = points.aligned() ? ", and each wider and higher than 0" : "";
    node.run(
        sized(FloatKernels.of(node, "regions", "roi_align"), op, maps)
            .integers(points.ratio(), points.byPosition() ? 1 : 0, points.aligned() ? 1 : 0)
            .reals(op.scale())
            .failing(
                "a region cannot be pooled, expected regions of maps 0 to "
                    + (maps.dimension(0) - 1)
                    + sizes)
            .each(results));
  }

  private static KernelCall sized(KernelCall call, RoiPooling op, Shape maps) {
    return call.integers(maps.dimensions()).integers(op.height(), op.width());
  }

  private static void byPosition(PositionSensitivePooling op, NodeContext node) {
    Shape maps = node.inputShape(0);
    String function = op.sampling().isPresent() ? "shifted_cell_mean" : "cell_mean";
    KernelCall call =
        FloatKernels.of(node, "regions", function)
            .integers(maps.dimension(0), maps.dimension(2), maps.dimension(3))
            .integers(op.channels(), op.size(), op.groups())
            .reals(op.scale())
            .failing(
                "a region is of a map that is not there, expected 0 to " + (maps.dimension(0) - 1))
            .each(node.outputShape(0).elementCount());
    op.sampling().ifPresent(sampling -> sample(call, sampling, node));
    node.run(call);
  }

  private static void sample(
      KernelCall call, PositionSensitivePooling.Sampling sampling, NodeContext node) {
    long perClass = node.inputShape(1).dimension(0) * 2 * sampling.parts() * sampling.parts();
    long classes =
        sampling.shifted() && perClass > 0 ? node.inputShape(2).elementCount() / perClass : 1;
    call.integers(sampling.parts(), sampling.points(), sampling.shifted() ? 1 : 0, classes)
        .reals(sampling.deviation());
  }
}
