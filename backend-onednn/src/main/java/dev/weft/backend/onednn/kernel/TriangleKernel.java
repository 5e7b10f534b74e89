package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.Triangle;

/**
 * Elements of triangles taken out of square matrices, or put into zeros; elements of any type.
 *
 * @param op the operator
 * @param size the number of rows of a matrix
 */
public record TriangleKernel(Triangle op, int size) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements matrices = op.extracts() ? inputs[0] : outputs[0];
    Elements triangles = op.extracts() ? outputs[0] : inputs[0];
    int side = size - Math.abs(op.offset());
    int elements = side * (side + 1) / 2;
    int count = matrices.count();
    for (int i = 0; i < count; i++) {
      int row = i / size % size;
      int column = i % size;
      int low = (op.isUpper() ? column : row) - Math.abs(op.offset());
      int high = op.isUpper() ? row : column;
      if (low >= high) {
        int at = i / (size * size) * elements + low * (low + 1) / 2 + high;
        (op.extracts() ? triangles : matrices)
            .copy(op.extracts() ? at : i, inputs[0], op.extracts() ? i : at);
      } else if (!op.extracts()) {
        matrices.setLong(i, 0);
      }
    }
  }
}
