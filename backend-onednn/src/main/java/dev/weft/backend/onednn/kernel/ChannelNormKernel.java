package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.BatchNorm;
import java.nio.FloatBuffer;

/** {@link BatchNorm} along any axis. Inputs: data, gamma, beta, mean, variance. */
public final class ChannelNormKernel implements Kernel {
  private final BatchNorm op;
  private final int outer;
  private final int channels;
  private final int inner;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of the data
   * @param axis the axis of the channels, counted from the front
   */
  public ChannelNormKernel(BatchNorm op, Shape data, int axis) {
    this.op = op;
    int before = 1;
    int after = 1;
    for (int i = 0; i < data.rank(); i++) {
      before *= i < axis ? (int) data.dimension(i) : 1;
      after *= i > axis ? (int) data.dimension(i) : 1;
    }
    this.outer = before;
    this.channels = (int) data.dimension(axis);
    this.inner = after;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer from = inputs[0].floats();
    FloatBuffer to = outputs[0].floats();
    int next = 0;
    for (int i = 0; i < outer; i++) {
      for (int c = 0; c < channels; c++) {
        float gamma = op.fixedGamma() ? 1 : inputs[1].floats().get(c);
        float mean = inputs[3].floats().get(c);
        double deviation = Math.sqrt(inputs[4].floats().get(c) + op.epsilon());
        float scale = (float) (gamma / deviation);
        float beta = inputs[2].floats().get(c);
        for (int j = 0; j < inner; j++, next++) {
          to.put(next, (from.get(next) - mean) * scale + beta);
        }
      }
    }
    for (int c = 0; c < channels && outputs.length > 1; c++) {
      outputs[1].floats().put(c, inputs[3].floats().get(c));
      double deviation = Math.sqrt(inputs[4].floats().get(c) + op.epsilon());
      outputs[2].floats().put(c, (float) (1 / deviation));
    }
  }
}
