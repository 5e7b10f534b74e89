package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.kernel.DiagonalMatrixKernel;
import dev.weft.backend.onednn.kernel.LinearAlgebraKernel;
import dev.weft.backend.onednn.kernel.StridedCopy;
import dev.weft.backend.onednn.kernel.TriangleKernel;
import dev.weft.graph.op.Diagonal;
import dev.weft.graph.op.DiagonalMatrix;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.LinearAlgebra;
import dev.weft.graph.op.Triangle;

/** Functions of matrices, in double precision, and their diagonals and triangles. */
final class LinearAlgebraLowering {
  private LinearAlgebraLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        LinearAlgebra.class,
        (op, node) -> {
          Shape second = node.inputShape(node.inputCount() - 1);
          node.kernel(op.operator(), new LinearAlgebraKernel(op, node.inputShape(0), second));
        });
    table.add(Diagonal.class, LinearAlgebraLowering::diagonal);
    table.add(DiagonalMatrix.class, (op, node) -> matrix(op.offset(), node));
    table.add(
        Triangle.class,
        (op, node) -> {
          Shape square = op.extracts() ? node.inputShape(0) : node.outputShape(0);
          int size = Math.toIntExact(square.dimension(square.rank() - 1));
          node.kernel(op.operator(), new TriangleKernel(op, size));
        });
  }

  private static void diagonal(Diagonal op, NodeContext node) {
    Shape data = node.inputShape(0);
    if (data.rank() == 1) {
      matrix(op.offset(), node);
      return;
    }
    int row = Dimensions.axis(op.rows(), data.rank());
    int column = Dimensions.axis(op.columns(), data.rank());
    long[] all = StridedCopy.rowMajor(data);
    long[] strides = new long[data.rank() - 1];
    int next = 0;
    for (int axis = 0; axis < data.rank(); axis++) {
      if (axis != row && axis != column) {
        strides[next++] = all[axis];
      }
    }
    strides[next] = all[row] + all[column];
    long first = op.offset() > 0 ? op.offset() * all[column] : -op.offset() * all[row];
    node.kernel(op.operator(), new StridedCopy(node.outputShape(0), strides, first));
  }

  private static void matrix(int offset, NodeContext node) {
    Shape output = node.outputShape(0);
    int size = Math.toIntExact(output.dimension(output.rank() - 1));
    node.kernel("makediag", new DiagonalMatrixKernel(size, offset));
  }
}
