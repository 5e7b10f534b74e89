package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.KernelArguments;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BilinearResize;
import dev.weft.graph.op.UpSampling;
import java.util.ArrayList;
import java.util.List;

/** Operators that make images of another size. */
final class ResizeLowering {
  private ResizeLowering() {}

  static void addTo(LoweringTable table) {
    table.add(UpSampling.class, ResizeLowering::upSampling);
    table.add(BilinearResize.class, ResizeLowering::bilinear);
  }

  private static void bilinear(BilinearResize op, NodeContext node) {
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    node.run(
        KernelCall.of("resize", "bilinear")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .integers(data.dimension(2), data.dimension(3))
            .integers(output.dimension(2), output.dimension(3), op.alignsCorners() ? 1 : 0)
            .each(output.elementCount()));
  }

  /** As many images as a kernel reads at once; the next kernel goes on with its result. */
  private static void upSampling(UpSampling op, NodeContext node) {
    Region result = null;
    long channels = 0;
    int next = 0;
    while (next < node.inputCount()) {
      List<Region> images = new ArrayList<>();
      if (result != null) {
        images.add(result);
      }
      int before = images.size();
      List<Long> sizes = new ArrayList<>();
      long passed = channels;
      while (next < node.inputCount() && images.size() < KernelArguments.MAX_INPUTS) {
        Shape shape = node.inputShape(next);
        sizes.addAll(List.of(shape.dimension(1), shape.dimension(2), shape.dimension(3)));
        channels += shape.dimension(1);
        images.add(node.readPlain(next++, node.storingOutput(0)));
      }
      Shape output = node.outputShape(0);
      result = node.writePlain(0);
      KernelCall call =
          KernelCall.of("resize", "upsample")
              .reads(images.toArray(Region[]::new))
              .writes(result)
              .integers(output.dimension(1), output.dimension(2), output.dimension(3))
              .integers(op.adds() ? 1 : 0, images.size(), before, passed)
              .each(output.elementCount());
      sizes.forEach(call::integers);
      node.run(call);
    }
  }
}
