package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.DeformableConvolution;
import java.util.Arrays;

/** Convolution of deformed windows: their elements are written out, and multiplied by weights. */
final class DeformableLowering {
  private DeformableLowering() {}

  static void addTo(LoweringTable table) {
    table.add(DeformableConvolution.class, DeformableLowering::convolution);
  }

  private static void convolution(DeformableConvolution op, NodeContext node) {
    Shape output = node.outputShape(0);
    long elements = node.inputShape(op.weightInput()).elementCount() / op.filters();
    long places = output.dimension(2) * output.dimension(3);
    long batch = output.dimension(0);
    Region windows =
        FloatKernels.between(node, ElementType.F32, batch, op.groups(), elements, places);
    addWindows(op, node, windows);
    Region result = node.plan().allocate(Layout.plain(ElementType.F32, output));
    multiply(op, node, windows, result);
    if (!op.hasBias()) {
      node.set(0, result);
      return;
    }
    node.run(
        KernelCall.of("deformable", "add_bias")
            .reads(result, node.readPlain(op.weightInput() + 1, ElementType.F32))
            .writes(node.writePlain(0, ElementType.F32))
            .integers(op.filters(), places)
            .each(output.elementCount()));
  }

  private static void addWindows(DeformableConvolution op, NodeContext node, Region windows) {
    Shape data = node.inputShape(0);
    Region[] inputs = new Region[op.weightInput()];
    Arrays.setAll(inputs, i -> node.readPlain(i, ElementType.F32));
    KernelCall call =
        KernelCall.of("deformable", "deformed_windows")
            .reads(inputs)
            .writes(windows)
            .integers(data.dimension(1), data.dimension(1) / op.deformableGroups())
            .integers(op.modulated() ? 1 : 0)
            .each(windows.layout().shape().elementCount());
    for (int axis = 0; axis < 2; axis++) {
      call.integers(
          data.dimension(axis + 2),
          node.outputShape(0).dimension(axis + 2),
          op.window().kernel().get(axis),
          op.window().stride().get(axis),
          op.window().dilate().get(axis),
          op.window().pad().get(axis));
    }
    node.run(call);
  }

  /** One product for all images, or, if there are groups, one for the groups of each image. */
  private static void multiply(
      DeformableConvolution op, NodeContext node, Region windows, Region result) {
    Shape shape = windows.layout().shape();
    long images = shape.dimension(0);
    long groups = op.groups();
    long elements = shape.dimension(2);
    long places = shape.dimension(3);
    long filters = op.filters() / groups;
    Region weights = node.readPlain(op.weightInput(), ElementType.F32);
    MatrixProduct product =
        new MatrixProduct(
            ElementType.F32,
            node.plan().arithmetic().tf32(),
            groups == 1 ? images : groups,
            filters,
            places,
            elements,
            false,
            false,
            groups == 1 ? 0 : filters * elements,
            elements * places);
    for (long image = 0; image < images && groups > 1; image++) {
      DenseLowering.add(
          node, product, weights, part(node, windows, image), part(node, result, image));
    }
    if (groups == 1) {
      DenseLowering.add(node, product, weights, windows, result);
    }
  }

  private static Region part(NodeContext node, Region whole, long image) {
    Shape shape = whole.layout().shape();
    long size = shape.elementCount() / shape.dimension(0);
    return node.plan().slice(whole, image * size, Layout.plain(ElementType.F32, Shape.of(size)));
  }
}
