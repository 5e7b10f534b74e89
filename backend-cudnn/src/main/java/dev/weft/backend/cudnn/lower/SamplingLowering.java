package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BilinearSampler;
import dev.weft.graph.op.Correlation;
import dev.weft.graph.op.GridGenerator;
import dev.weft.graph.op.SpatialTransformer;

/** Operators that take elements of images from computed places, all in single precision. */
final class SamplingLowering {
  private SamplingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(BilinearSampler.class, (op, node) -> sampler(node));
    table.add(GridGenerator.class, SamplingLowering::grid);
    table.add(Correlation.class, SamplingLowering::correlation);
    table.add(SpatialTransformer.class, SamplingLowering::transformer);
  }

  private static void sampler(NodeContext node) {
    Region points = node.readPlain(1, ElementType.F32);
    sample(node, points);
  }

  private static void sample(NodeContext node, Region points) {
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    node.run(
        KernelCall.of("sampling", "bilinear_sampler")
            .reads(node.readPlain(0, ElementType.F32), points)
            .writes(node.writePlain(0, ElementType.F32))
            .integers(data.dimension(1), data.dimension(2), data.dimension(3))
            .integers(output.dimension(2) * output.dimension(3))
            .each(output.elementCount()));
  }

  private static void grid(GridGenerator op, NodeContext node) {
    Region source = node.readPlain(0, ElementType.F32);
    points(node, op.isFlow(), source, node.writePlain(0, ElementType.F32));
  }

  private static void points(NodeContext node, boolean isFlow, Region source, Region grid) {
    Shape shape = grid.layout().shape();
    node.run(
        KernelCall.of("sampling", isFlow ? "flow_grid" : "affine_grid")
            .reads(source)
            .writes(grid)
            .integers(shape.dimension(2), shape.dimension(3))
            .each(shape.elementCount()));
  }

  private static void transformer(SpatialTransformer op, NodeContext node) {
    long batch = node.outputShape(0).dimension(0);
    Region points = FloatKernels.between(node, ElementType.F32, batch, 2, op.height(), op.width());
    points(node, false, node.readPlain(1, ElementType.F32), points);
    sample(node, points);
  }

  private static void correlation(Correlation op, NodeContext node) {
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    node.run(
        FloatKernels.of(node, "sampling", "correlation")
            .integers(data.dimension(1), data.dimension(2), data.dimension(3))
            .integers(output.dimension(2), output.dimension(3))
            .integers(op.displacements(), op.kernel(), op.pad(), op.stride())
            .integers(op.displacementStride(), op.displacement(), op.multiplies() ? 1 : 0)
            .rows(output.elementCount()));
  }
}
