package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.Recurrent;
import java.nio.FloatBuffer;

/**
 * Transposes each weight matrix within the parameter vector of a {@link Recurrent}, so that the
 * weights of one input to all units lie behind one another. Biases stay.
 */
public final class RecurrentWeights implements Kernel {
  private final Recurrent op;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param width the width of the data
   */
  public RecurrentWeights(Recurrent op, int width) {
    this.op = op;
    this.width = width;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer source = inputs[0].floats();
    FloatBuffer target = outputs[0].floats();
    int rows = op.cell().gates() * op.hidden();
    int offset = 0;
    for (int layer = 0; layer < op.layers(); layer++) {
      for (int direction = 0; direction < op.directions(); direction++) {
        offset = transpose(source, target, offset, rows, op.inputWidth(layer, width));
        offset = transpose(source, target, offset, rows, op.outputWidth());
        if (op.projection() > 0) {
          offset = transpose(source, target, offset, op.projection(), op.hidden());
        }
      }
    }
    target.put(offset, source, offset, source.capacity() - offset);
  }

  private static int transpose(
      FloatBuffer source, FloatBuffer target, int offset, int rows, int columns) {
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      source.get(offset + i * columns, row);
      for (int j = 0; j < columns; j++) {
        target.put(offset + j * rows + i, row[j]);
      }
    }
    return offset + rows * columns;
  }
}
