package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;

/**
 * Slices put at places that indices name. Where several are put at one place, the last one stays:
 * first each place learns which slice that is, then it takes it.
 */
final class ScatterLowering {
  private ScatterLowering() {}

  /** Puts slices into zeros; the second input has indices of the first axes. */
  static void scatter(NodeContext node) {
    Shape output = node.outputShape(0);
    int indexed = Math.toIntExact(node.inputShape(1).dimension(0));
    long places = AxisSpan.product(output, 0, indexed);
    Region owners = owners(node, node.readPlain(1), places, output, indexed);
    put(node, places, owners, node.readPlain(0));
  }

  /** Puts slices into the first input; the second has indices of the first axis. */
  static void copy(NodeContext node) {
    Shape output = node.outputShape(0);
    Region owners = owners(node, node.readPlain(1), output.dimension(0), output, 1);
    put(node, output.dimension(0), owners, node.readPlain(2), node.readPlain(0));
  }

  private static void put(NodeContext node, long places, Region owners, Region... values) {
    long elements = node.outputShape(0).elementCount();
    Region[] inputs = new Region[1 + values.length];
    inputs[0] = owners;
    System.arraycopy(values, 0, inputs, 1, values.length);
    node.run(
        KernelCall.of("indexing", "scatter")
            .reads(inputs)
            .writes(node.writePlain(0))
            .integers(elements / Math.max(1, places))
            .each(elements));
  }

  private static Region owners(
      NodeContext node, Region indices, long places, Shape output, int indexed) {
    Region owners = FloatKernels.between(node, ElementType.S32, places);
    long slices = indices.layout().shape().elementCount() / Math.max(1, indexed);
    StringBuilder expected = new StringBuilder("an index is out of range, expected");
    KernelCall find = owning("find_owners", indices, owners).integers(slices, indexed);
    for (int axis = 0; axis < indexed; axis++) {
      long size = output.dimension(axis);
      find.integers(size);
      expected.append(axis > 0 ? "," : "").append(" 0 to ").append(size - 1);
      expected.append(" for axis ").append(axis);
    }
    node.run(owning("clear_owners", indices, owners).each(places));
    node.run(find.failing(expected.toString()).each(indexed == 0 ? 0 : slices));
    return owners;
  }

  /** Both kernels read the indices, so that both run once if these never change. */
  private static KernelCall owning(String function, Region indices, Region owners) {
    return KernelCall.of("indexing", function).reads(indices).writes(owners);
  }
}
