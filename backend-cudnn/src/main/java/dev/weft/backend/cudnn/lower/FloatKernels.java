package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import java.util.stream.IntStream;

/** Kernels on single-precision numbers in row-major order. */
final class FloatKernels {
  private FloatKernels() {}

  /** Begins a call that reads all inputs of a node and writes all its outputs. */
  static KernelCall of(NodeContext node, String file, String function) {
    return KernelCall.of(file, function).reads(inputs(node)).writes(outputs(node));
  }

  static Region[] inputs(NodeContext node) {
    return IntStream.range(0, node.inputCount())
        .mapToObj(i -> node.readPlain(i, ElementType.F32))
        .toArray(Region[]::new);
  }

  static Region[] outputs(NodeContext node) {
    return IntStream.range(0, node.outputCount())
        .mapToObj(i -> node.writePlain(i, ElementType.F32))
        .toArray(Region[]::new);
  }

  /** Makes memory for numbers that other steps of the node read. */
  static Region between(NodeContext node, ElementType type, long... sizes) {
    return node.plan().allocate(Layout.plain(type, Shape.of(sizes)));
  }
}
