package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.Recurrent;
import java.nio.FloatBuffer;

/**
 * Reorders the parameter vector of a {@link Recurrent} for oneDNN: its one input to its one output,
 * of the same size. Of each layer, then lie behind one another, for all directions,
 *
 * <ul>
 *   <li>the weights of the layer's input (directions, width, gates, hidden);
 *   <li>the weights of the state (directions, output width, gates, hidden);
 *   <li>the weights of the projection (directions, hidden, output width), if there is one.
 * </ul>
 *
 * The biases of all layers follow (directions, gates, hidden). oneDNN has one bias for each gate,
 * the sum of MXNet's two; what is left at the end is not used.
 *
 * <p>cuDNN's GRU, which is MXNet's, has reset gate r, update gate z and new state n = tanh(W·x + bₓ
 * + r ∘ (U·h + bₕ)), h' = (1 − z) ∘ n + z ∘ h, in this order (cuDNN API, {@code cudnnRNNMode_t}).
 * That is oneDNN's linear-before-reset GRU with u for z and o for n, but oneDNN's order is u, r, o,
 * and a fourth bias holds bₕ of n, which cannot be added to bₓ.
 */
public final class RecurrentWeights implements Kernel {
  private static final int ROWS_AT_ONCE = 16;

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

  /**
   * {@return the index of the first weight of a layer}
   *
   * @param layer which
   */
  public int weightsAt(int layer) {
    return layer == 0
        ? 0
        : op.directions() * (op.weightCount(0, width) + (layer - 1) * op.weightCount(1, width));
  }

  /**
   * {@return the index of the first weight of a layer's state}
   *
   * @param layer which
   */
  public int stateWeightsAt(int layer) {
    return weightsAt(layer) + op.directions() * rows() * op.inputWidth(layer, width);
  }

  /**
   * {@return the index of the first weight of a layer's projection}
   *
   * @param layer which
   */
  public int projectionAt(int layer) {
    return stateWeightsAt(layer) + op.directions() * rows() * op.outputWidth();
  }

  /**
   * {@return the index of the first bias of a layer}
   *
   * @param layer which
   */
  public int biasesAt(int layer) {
    return weightsAt(op.layers()) + layer * op.directions() * biasCount();
  }

  /** {@return the number of biases for each unit} */
  public int biases() {
    return op.cell() == Recurrent.Cell.GRU ? 4 : op.cell().gates();
  }

  private int biasCount() {
    return biases() * op.hidden();
  }

  private int rows() {
    return op.cell().gates() * op.hidden();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    reorder(inputs[0].floats(), outputs[0].floats());
  }

  /**
   * Reorders a vector.
   *
   * @param source MXNet's vector, from index 0 to its capacity
   * @param target oneDNN's vector, from index 0 to its capacity
   */
  public void reorder(FloatBuffer source, FloatBuffer target) {
    int from = 0;
    for (int layer = 0; layer < op.layers(); layer++) {
      int columns = op.inputWidth(layer, width);
      for (int direction = 0; direction < op.directions(); direction++) {
        int to = weightsAt(layer) + direction * rows() * columns;
        from = gates(source, from, target, to, columns);
        to = stateWeightsAt(layer) + direction * rows() * op.outputWidth();
        from = gates(source, from, target, to, op.outputWidth());
        to = projectionAt(layer) + direction * op.projection() * op.hidden();
        transpose(source, from, op.projection(), op.hidden(), target, to, op.projection());
        from += op.projection() * op.hidden();
      }
    }
    int to = from;
    for (int i = 0; i < op.layers() * op.directions(); i++) {
      biases(source, from, target, to);
      from += 2 * rows();
      to += biasCount();
    }
    while (to < target.capacity()) {
      target.put(to++, 0);
    }
  }

  /** Returns oneDNN's number of a gate. */
  private int place(int gate) {
    return op.cell() == Recurrent.Cell.GRU && gate < 2 ? 1 - gate : gate;
  }

  private int gates(FloatBuffer source, int from, FloatBuffer target, int to, int columns) {
    int next = from;
    for (int gate = 0; gate < op.cell().gates(); gate++) {
      int place = to + place(gate) * op.hidden();
      transpose(source, next, op.hidden(), columns, target, place, rows());
      next += op.hidden() * columns;
    }
    return next;
  }

  /** Lets rows become columns of a matrix whose rows lie {@code stride} apart. */
  private static void transpose(
      FloatBuffer source, int from, int rows, int columns, FloatBuffer target, int to, int stride) {
    float[] block = new float[ROWS_AT_ONCE * columns];
    float[] column = new float[ROWS_AT_ONCE];
    for (int row = 0; row < rows; row += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, rows - row);
      source.get(from + row * columns, block, 0, count * columns);
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < count; i++) {
          column[i] = block[i * columns + j];
        }
        target.put(to + j * stride + row, column, 0, count);
      }
    }
  }

  private void biases(FloatBuffer source, int from, FloatBuffer target, int to) {
    int size = op.hidden();
    boolean apart = op.cell() == Recurrent.Cell.GRU;
    for (int gate = 0; gate < op.cell().gates(); gate++) {
      int place = to + place(gate) * size;
      for (int i = 0; i < size; i++) {
        float ofInput = source.get(from + gate * size + i);
        float ofState = source.get(from + rows() + gate * size + i);
        boolean last = apart && gate == 2;
        target.put(place + i, last ? ofInput : ofInput + ofState);
        if (last) {
          target.put(place + size + i, ofState);
        }
      }
    }
  }
}
