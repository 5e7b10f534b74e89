package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.Recurrent;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Recurrent layers. Inputs are the data, the weights as {@link RecurrentWeights} leaves them, and
 * the first states; outputs are those of the operator, then memory for two layers' outputs if there
 * are several layers.
 */
public final class RecurrentKernel implements Kernel {
  private static final int ROWS_AT_ONCE = 32;

  private final Recurrent op;
  private final int steps;
  private final int batch;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param steps the number of steps
   * @param batch the number of sequences
   * @param width the width of the data
   */
  public RecurrentKernel(Recurrent op, int steps, int batch, int width) {
    this.op = op;
    this.steps = steps;
    this.batch = batch;
    this.width = width;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int rows = op.cell().gates() * op.hidden();
    int weights = 0;
    int biases = op.parameterCount(width) - 2 * rows * op.layers() * op.directions();
    FloatBuffer source = inputs[0].floats();
    for (int layer = 0; layer < op.layers(); layer++) {
      boolean last = layer == op.layers() - 1;
      FloatBuffer target = outputs[last ? 0 : op.outputs() + layer % 2].floats();
      for (int direction = 0; direction < op.directions(); direction++) {
        int inputWidth = op.inputWidth(layer, width);
        new Run(inputs, outputs, source, target, inputWidth, layer * op.directions() + direction)
            .run(weights, biases, direction == 1);
        weights += op.weightCount(layer, width);
        biases += 2 * rows;
      }
      source = target;
    }
  }

  /** One layer in one direction, in one call. */
  private final class Run {
    private final int rows = op.cell().gates() * op.hidden();
    private final int outputWidth = op.outputWidth();
    private final int inputWidth;
    private final int index;
    private final FloatBuffer source;
    private final FloatBuffer target;
    private final FloatBuffer weights;
    private final Elements[] outputs;
    private final float[] hidden = new float[batch * op.outputWidth()];
    private final float[] cells = new float[batch * op.hidden()];
    private final float[] units = new float[batch * op.hidden()];
    private final float[] recurrent = new float[batch * rows];
    private final float[] inputBias = new float[rows];
    private final float[] hiddenBias = new float[rows];
    private final RowProduct product = new RowProduct(rows);
    private final RowProduct projection = new RowProduct(op.projection());

    Run(
        Elements[] inputs,
        Elements[] outputs,
        FloatBuffer source,
        FloatBuffer target,
        int inputWidth,
        int index) {
      this.weights = inputs[1].floats();
      this.outputs = outputs;
      this.source = source;
      this.target = target;
      this.inputWidth = inputWidth;
      this.index = index;
      inputs[2].floats().get(index * hidden.length, hidden);
      if (op.cell() == Recurrent.Cell.LSTM) {
        inputs[3].floats().get(index * cells.length, cells);
      }
    }

    void run(int weightsAt, int biasesAt, boolean backwards) {
      weights.get(biasesAt, inputBias);
      weights.get(biasesAt + rows, hiddenBias);
      int hiddenWeights = weightsAt + rows * inputWidth;
      int atOnce = Math.min(steps, Math.max(1, ROWS_AT_ONCE / Math.max(1, batch)));
      float[] values = new float[atOnce * batch * inputWidth];
      float[] gates = new float[atOnce * batch * rows];
      for (int done = 0; done < steps; done += atOnce) {
        int count = Math.min(atOnce, steps - done);
        int first = backwards ? steps - done - count : done;
        source.get(first * batch * inputWidth, values, 0, count * batch * inputWidth);
        fill(gates, inputBias, count * batch);
        product.add(values, count * batch, inputWidth, weights, weightsAt, gates);
        for (int i = 0; i < count; i++) {
          int step = backwards ? count - 1 - i : i;
          step(gates, step * batch, hiddenWeights);
          write(first + step, backwards ? outputWidth : 0);
        }
      }
      if (op.givesStates()) {
        outputs[1].floats().put(index * hidden.length, hidden);
      }
      if (op.givesStates() && op.cell() == Recurrent.Cell.LSTM) {
        outputs[2].floats().put(index * cells.length, cells);
      }
    }

    private void fill(float[] sums, float[] bias, int count) {
      for (int row = 0; row < count; row++) {
        System.arraycopy(bias, 0, sums, row * rows, rows);
      }
    }

    private void step(float[] gates, int firstRow, int hiddenWeights) {
      fill(recurrent, hiddenBias, batch);
      product.add(hidden, batch, outputWidth, weights, hiddenWeights, recurrent);
      float[] made = op.projection() > 0 ? units : hidden;
      for (int row = 0; row < batch; row++) {
        int at = (firstRow + row) * rows;
        switch (op.cell()) {
          case LSTM -> lstm(gates, at, row, made);
          case GRU -> gru(gates, at, row);
          case RELU -> rectified(gates, at, row);
          case TANH -> saturated(gates, at, row);
        }
      }
      if (op.projection() > 0) {
        Arrays.fill(hidden, 0);
        projection.add(
            units, batch, op.hidden(), weights, hiddenWeights + rows * outputWidth, hidden);
      }
    }

    private void lstm(float[] gates, int at, int row, float[] made) {
      int size = op.hidden();
      int own = row * rows;
      for (int i = 0; i < size; i++) {
        double in = sigmoid(gates[at + i] + recurrent[own + i]);
        double forget = sigmoid(gates[at + size + i] + recurrent[own + size + i]);
        double fresh = tanh(gates[at + 2 * size + i] + recurrent[own + 2 * size + i]);
        double out = sigmoid(gates[at + 3 * size + i] + recurrent[own + 3 * size + i]);
        float cell = (float) (cells[row * size + i] * forget + in * fresh);
        cells[row * size + i] = cell;
        made[row * size + i] = (float) (out * tanh(cell));
      }
    }

    private void gru(float[] gates, int at, int row) {
      int size = op.hidden();
      int own = row * rows;
      for (int i = 0; i < size; i++) {
        double reset = sigmoid(gates[at + i] + recurrent[own + i]);
        double update = sigmoid(gates[at + size + i] + recurrent[own + size + i]);
        double fresh = tanh(gates[at + 2 * size + i] + reset * recurrent[own + 2 * size + i]);
        hidden[row * size + i] = (float) ((1 - update) * fresh + update * hidden[row * size + i]);
      }
    }

    private void rectified(float[] gates, int at, int row) {
      for (int i = 0; i < rows; i++) {
        hidden[row * rows + i] = Math.max(0, gates[at + i] + recurrent[row * rows + i]);
      }
    }

    private void saturated(float[] gates, int at, int row) {
      for (int i = 0; i < rows; i++) {
        hidden[row * rows + i] = (float) tanh(gates[at + i] + recurrent[row * rows + i]);
      }
    }

    private void write(int step, int offset) {
      int stride = op.directions() * outputWidth;
      for (int row = 0; row < batch; row++) {
        target.put((step * batch + row) * stride + offset, hidden, row * outputWidth, outputWidth);
      }
    }
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  /** By the exponential function, which is much quicker than {@link Math#tanh}. */
  private static double tanh(double value) {
    return 1 - 2 / (1 + Math.exp(2 * value));
  }
}
