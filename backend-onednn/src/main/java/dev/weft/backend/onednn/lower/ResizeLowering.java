package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.AdaptivePoolingKernel;
import dev.weft.backend.onednn.kernel.BilinearKernel;
import dev.weft.backend.onednn.kernel.UpSamplingKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.AdaptiveAveragePooling;
import dev.weft.graph.op.BilinearResize;
import dev.weft.graph.op.UpSampling;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that make images of another size. */
final class ResizeLowering {
  private ResizeLowering() {}

  static void addTo(LoweringTable table) {
    table.add(UpSampling.class, ResizeLowering::upSampling);
    table.add(BilinearResize.class, ResizeLowering::bilinear);
    table.add(
        AdaptiveAveragePooling.class,
        (op, node) ->
            node.kernel(
                op.operator(), new AdaptivePoolingKernel(node.inputShape(0), node.outputShape(0))));
  }

  private static void bilinear(BilinearResize op, NodeContext node) {
    node.kernel(
        op.operator(),
        new BilinearKernel(node.inputShape(0), node.outputShape(0), op.alignsCorners()),
        List.of(node.readPlain(0)));
  }

  private static void upSampling(UpSampling op, NodeContext node) {
    if (node.inputCount() > 1 || !node.isFloat(0)) {
      List<Shape> images =
          IntStream.range(0, node.inputCount()).mapToObj(node::inputShape).toList();
      node.kernel("UpSampling", new UpSamplingKernel(op.adds(), images, node.outputShape(0)));
      return;
    }
    Layout source = node.layout(0);
    Layout destination = node.layouts().any(source.type(), node.outputShape(0).dimensions());
    if (source.isPlain()) {
      // oneDNN 3.11 looks at the strides of both, and mixes up channels where those of axes of size
      // 1 say something else, or where it may choose one of several forms of an image of one pixel.
      source = node.layouts().plain(source.type(), node.inputShape(0).dimensions());
      destination = node.layouts().plain(source.type(), node.outputShape(0).dimensions());
    }
    Primitive primitive = node.keep(node.primitives().nearestResampling(source, destination));
    Region input = node.read(0, source);
    Region result = node.write(0, primitive.destination());
    node.step(primitive, List.of(NodeContext.argument(Argument.SRC, input)), Argument.DST, result);
  }
}
