package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.Correlation;
import java.nio.FloatBuffer;

/**
 * {@link Correlation}, as MXNet's {@code correlation.cc} computes it: compares displaced patches of
 * two feature maps, in single precision.
 */
public final class CorrelationKernel implements Kernel {
  private final Correlation op;
  private final int batch;
  private final int channels;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of each feature map
   * @param output the shape of the output
   */
  public CorrelationKernel(Correlation op, Shape data, Shape output) {
    this.op = op;
    this.batch = Math.toIntExact(data.dimension(0));
    this.channels = Math.toIntExact(data.dimension(1));
    this.height = Math.toIntExact(data.dimension(2));
    this.width = Math.toIntExact(data.dimension(3));
    this.rows = Math.toIntExact(output.dimension(2));
    this.columns = Math.toIntExact(output.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int grid = op.displacements();
    int radius = grid / 2;
    int next = 0;
    for (int image = 0; image < batch; image++) {
      float[] first = padded(inputs[0].floats(), image);
      float[] second = padded(inputs[1].floats(), image);
      for (int channel = 0; channel < grid * grid; channel++) {
        int down = (channel / grid - radius) * op.displacementStride();
        int across = (channel % grid - radius) * op.displacementStride();
        for (int row = 0; row < rows; row++) {
          int y = row * op.stride() + op.displacement();
          for (int column = 0; column < columns; column++) {
            int x = column * op.stride() + op.displacement();
            outputs[0].floats().put(next++, likeness(first, y, x, second, y + down, x + across));
          }
        }
      }
    }
  }

  private float likeness(float[] first, int y1, int x1, float[] second, int y2, int x2) {
    int line = width + 2 * op.pad();
    int count = op.kernel() * channels;
    double sum = 0;
    for (int i = 0; i < op.kernel(); i++) {
      int one = ((y1 + i) * line + x1) * channels;
      int other = ((y2 + i) * line + x2) * channels;
      sum +=
          op.multiplies()
              ? product(first, one, second, other, count)
              : distance(first, one, second, other, count);
    }
    return (float) (sum / (op.kernel() * count));
  }

  private static float product(float[] first, int one, float[] second, int other, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      a += first[one + i] * second[other + i];
      b += first[one + i + 1] * second[other + i + 1];
      c += first[one + i + 2] * second[other + i + 2];
      d += first[one + i + 3] * second[other + i + 3];
    }
    for (; i < count; i++) {
      a += first[one + i] * second[other + i];
    }
    return a + b + (c + d);
  }

  private static float distance(float[] first, int one, float[] second, int other, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.abs(first[one + i] - second[other + i]);
    }
    return sum;
  }

  /** Returns an image with zeros around it, and the channels of each place together. */
  private float[] padded(FloatBuffer maps, int image) {
    int line = width + 2 * op.pad();
    float[] padded = new float[(height + 2 * op.pad()) * line * channels];
    int from = image * channels * height * width;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        int to = ((y + op.pad()) * line + op.pad()) * channels + channel;
        for (int x = 0; x < width; x++, to += channels) {
          padded[to] = maps.get(from++);
        }
      }
    }
    return padded;
  }
}
