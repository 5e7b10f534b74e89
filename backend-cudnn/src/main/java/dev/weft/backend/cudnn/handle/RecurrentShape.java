package dev.weft.backend.cudnn.handle;

import org.bytedeco.cuda.global.cudnn;

/**
 * What recurrent layers are, in single precision.
 *
 * @param cell the kind of cell
 * @param tf32 whether products may round their factors to TF32
 * @param width the width of the data
 * @param hidden the number of units of a cell
 * @param projection the width that hidden states are projected to, below {@code hidden}; or {@code
 *     hidden} for no projection
 * @param layers the number of layers
 * @param directions 1, or 2 where each layer also runs from the last step to the first
 * @param steps the number of steps
 * @param batch the number of sequences
 */
public record RecurrentShape(
    Cell cell,
    boolean tf32,
    int width,
    int hidden,
    int projection,
    int layers,
    int directions,
    int steps,
    int batch) {

  /** A kind of cell. */
  public enum Cell {
    /** One gate with a rectifier. */
    RELU(cudnn.CUDNN_RNN_RELU, 1),
    /** One gate with a hyperbolic tangent. */
    TANH(cudnn.CUDNN_RNN_TANH, 1),
    /** Gates: input, forget, cell, output. */
    LSTM(cudnn.CUDNN_LSTM, 4),
    /** Gates: reset, update, new. */
    GRU(cudnn.CUDNN_GRU, 3);

    final int code;
    private final int gates;

    Cell(int code, int gates) {
      this.code = code;
      this.gates = gates;
    }

    /** {@return the number of gates} */
    public int gates() {
      return gates;
    }
  }

  /** {@return whether hidden states are projected} */
  public boolean projects() {
    return projection < hidden;
  }

  /** {@return how many matrices a layer has in one direction: the last one is the projection} */
  public int matrices() {
    return 2 * cell.gates() + (projects() ? 1 : 0);
  }
}
