package dev.weft.backend.onednn.kernel;

/**
 * Ones on a diagonal of a matrix of zeros.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param diagonal how far the diagonal is above the main one
 */
public record EyeKernel(long rows, long columns, long diagonal) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int at = 0;
    for (long row = 0; row < rows; row++) {
      for (long column = 0; column < columns; column++) {
        outputs[0].setLong(at++, column - row == diagonal ? 1 : 0);
      }
    }
  }
}
