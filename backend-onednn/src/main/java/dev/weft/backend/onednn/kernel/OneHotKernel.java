package dev.weft.backend.onednn.kernel;

/**
 * Rows in which the element at an index differs from the others.
 *
 * @param depth the length of a row
 * @param on the element at the index
 * @param off the others
 */
public record OneHotKernel(int depth, double on, double off) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int rows = inputs[0].count();
    for (int row = 0; row < rows; row++) {
      long index = inputs[0].getLong(row);
      for (int i = 0; i < depth; i++) {
        outputs[0].set(row * depth + i, i == index ? on : off);
      }
    }
  }
}
