package dev.weft.backend.onednn.kernel;

/**
 * Matrices of zeros with vectors as a diagonal; elements of any type.
 *
 * @param size the number of rows
 * @param offset how far the diagonal is above the main one
 */
public record DiagonalMatrixKernel(int size, int offset) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int length = size - Math.abs(offset);
    int first = offset > 0 ? offset : -offset * size;
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      outputs[0].setLong(i, 0);
    }
    int vectors = length == 0 ? 0 : inputs[0].count() / length;
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < length; j++) {
        outputs[0].copy(i * size * size + first + j * (size + 1), inputs[0], i * length + j);
      }
    }
  }
}
