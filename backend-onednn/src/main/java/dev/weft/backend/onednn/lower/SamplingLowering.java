package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.BilinearSamplerKernel;
import dev.weft.backend.onednn.kernel.CorrelationKernel;
import dev.weft.backend.onednn.kernel.GridKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.BilinearSampler;
import dev.weft.graph.op.Correlation;
import dev.weft.graph.op.GridGenerator;
import dev.weft.graph.op.SpatialTransformer;
import java.util.List;

/** Operators that take elements of images from computed places, all in single precision. */
final class SamplingLowering {
  private SamplingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        BilinearSampler.class,
        (op, node) ->
            node.floatKernel(
                op.operator(), new BilinearSamplerKernel(node.inputShape(0), node.outputShape(0))));
    table.add(
        GridGenerator.class,
        (op, node) ->
            node.floatKernel(op.operator(), new GridKernel(op.isFlow(), node.outputShape(0))));
    table.add(
        Correlation.class,
        (op, node) ->
            node.floatKernel(
                op.operator(), new CorrelationKernel(op, node.inputShape(0), node.outputShape(0))));
    table.add(SpatialTransformer.class, SamplingLowering::transformer);
  }

  private static void transformer(SpatialTransformer op, NodeContext node) {
    Shape output = node.outputShape(0);
    Shape grid = Shape.of(output.dimension(0), 2, op.height(), op.width());
    Region points = node.plan().allocate(node.layouts().plain(ElementType.F32, grid.dimensions()));
    node.plan()
        .add(
            "GridGenerator",
            new GridKernel(false, grid),
            List.of(node.readFloats(1)),
            List.of(points));
    Region target = node.write(0, node.layouts().plain(ElementType.F32, output.dimensions()));
    node.plan()
        .add(
            op.operator(),
            new BilinearSamplerKernel(node.inputShape(0), output),
            List.of(node.readFloats(0), points),
            List.of(target));
  }
}
