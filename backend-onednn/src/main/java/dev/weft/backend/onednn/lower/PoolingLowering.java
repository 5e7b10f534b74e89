package dev.weft.backend.onednn.lower;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Geometry;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PoolingAlgorithm;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.PoolingKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.Pooling;
import java.util.List;

/** Pooling: by oneDNN where its window is one that oneDNN describes, else by a kernel. */
final class PoolingLowering {
  private static final float LEAST_HALF = -65_504;

  private PoolingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Pooling.class, PoolingLowering::pooling);
  }

  private static void pooling(Pooling op, NodeContext node) {
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    int rank = data.rank() - 2;
    long[] kernel = new long[rank];
    Geometry geometry =
        new Geometry(new long[rank], new long[rank], new long[rank], new long[rank]);
    boolean exact = true;
    for (int i = 0; i < rank; i++) {
      kernel[i] = op.global() ? data.dimension(i + 2) : op.window().kernel().get(i);
      geometry.strides()[i] = op.global() ? 1 : op.window().stride().get(i);
      geometry.padBefore()[i] = op.global() ? 0 : op.window().pad().get(i);
      long needed = (output.dimension(i + 2) - 1) * geometry.strides()[i] + kernel[i];
      geometry.padAfter()[i] = needed - data.dimension(i + 2) - geometry.padBefore()[i];
      exact &= geometry.padAfter()[i] == geometry.padBefore()[i] || op.kind() == Pooling.Kind.MAX;
      exact &= geometry.padBefore()[i] < kernel[i] && geometry.padAfter()[i] < kernel[i];
      exact &= geometry.padAfter()[i] >= geometry.padBefore()[i] - geometry.strides()[i];
    }
    boolean known = op.kind() == Pooling.Kind.MAX || op.kind() == Pooling.Kind.AVERAGE;
    if (!known || !exact) {
      float least =
          node.inputType(0).dataType() == DataType.FLOAT16 ? LEAST_HALF : -Float.MAX_VALUE;
      node.floatKernel("pooling", new PoolingKernel(op, data, output, least));
      return;
    }
    ElementType type = node.plan().activationType();
    Layout source = node.layout(0);
    if (source.type() != type) {
      source = node.layouts().plain(type, data.dimensions());
    }
    Layout destination = node.layouts().any(type, output.dimensions());
    Primitive primitive =
        node.keep(node.primitives().pooling(algorithm(op), source, destination, kernel, geometry));
    Region input = node.read(0, primitive.source());
    Region result = node.write(0, primitive.destination());
    node.step(primitive, List.of(NodeContext.argument(Argument.SRC, input)), Argument.DST, result);
  }

  private static PoolingAlgorithm algorithm(Pooling op) {
    if (op.kind() == Pooling.Kind.MAX) {
      return PoolingAlgorithm.MAX;
    }
    return op.countsPadding()
        ? PoolingAlgorithm.AVERAGE_WITH_PADDING
        : PoolingAlgorithm.AVERAGE_WITHOUT_PADDING;
  }
}
