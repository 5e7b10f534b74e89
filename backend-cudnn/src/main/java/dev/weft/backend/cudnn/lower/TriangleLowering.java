package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Diagonal;
import dev.weft.graph.op.DiagonalMatrix;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.KhatriRao;
import dev.weft.graph.op.Triangle;

/** Diagonals and triangles of matrices, and products of their columns. */
final class TriangleLowering {
  private TriangleLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Diagonal.class, TriangleLowering::diagonal);
    table.add(DiagonalMatrix.class, (op, node) -> matrix(op.offset(), node));
    table.add(Triangle.class, TriangleLowering::triangle);
    table.add(KhatriRao.class, (op, node) -> khatriRao(node));
  }

  private static void diagonal(Diagonal op, NodeContext node) {
    Shape data = node.inputShape(0);
    if (data.rank() == 1) {
      matrix(op.offset(), node);
      return;
    }
    int row = Dimensions.axis(op.rows(), data.rank());
    int column = Dimensions.axis(op.columns(), data.rank());
    long[] all = Layout.plain(node.storing(0), data).strides();
    long[] strides = new long[data.rank() - 1];
    int next = 0;
    for (int axis = 0; axis < data.rank(); axis++) {
      if (axis != row && axis != column) {
        strides[next++] = all[axis];
      }
    }
    strides[next] = all[row] + all[column];
    long first = op.offset() > 0 ? op.offset() * all[column] : -op.offset() * all[row];
    Region source = node.readPlain(0);
    node.run(ShapeLowering.strided(source, node.writePlain(0), first, strides));
  }

  private static void matrix(int offset, NodeContext node) {
    Shape output = node.outputShape(0);
    node.run(
        KernelCall.of("triangles", "diagonal_matrix")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .integers(output.dimension(output.rank() - 1), offset)
            .each(output.elementCount()));
  }

  private static void triangle(Triangle op, NodeContext node) {
    Shape square = op.extracts() ? node.inputShape(0) : node.outputShape(0);
    node.run(
        KernelCall.of("triangles", "triangle")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .integers(square.dimension(square.rank() - 1), Math.abs(op.offset()))
            .integers(op.isUpper() ? 1 : 0, op.extracts() ? 1 : 0)
            .each(square.elementCount()));
  }

  /** One matrix after the other is multiplied to the product of those before it. */
  private static void khatriRao(NodeContext node) {
    Region product = node.readPlain(0, node.storingOutput(0));
    for (int i = 1; i < node.inputCount(); i++) {
      Region next = node.readPlain(i, node.storingOutput(0));
      Shape first = product.layout().shape();
      Shape second = next.layout().shape();
      Region target =
          FloatKernels.between(
              node,
              node.storingOutput(0),
              first.dimension(0) * second.dimension(0),
              second.dimension(1));
      node.run(
          KernelCall.of("khatri_rao", "khatri_rao")
              .reads(product, next)
              .writes(target)
              .macro("real", "double")
              .integers(second.dimension(0), second.dimension(1))
              .each(target.layout().shape().elementCount()));
      product = target;
    }
    node.set(0, product);
  }
}
