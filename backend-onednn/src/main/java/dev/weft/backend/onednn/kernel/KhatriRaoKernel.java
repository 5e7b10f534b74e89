package dev.weft.backend.onednn.kernel;

/**
 * Kronecker products of the columns of matrices.
 *
 * @param columns the number of columns
 */
public record KhatriRaoKernel(int columns) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int rows = columns == 0 ? 0 : outputs[0].count() / columns;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double product = 1;
        int rest = row;
        for (int i = inputs.length - 1; i >= 0; i--) {
          int own = inputs[i].count() / columns;
          product *= inputs[i].get(rest % own * columns + column);
          rest /= own;
        }
        outputs[0].set(row * columns + column, product);
      }
    }
  }
}
