package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.nio.FloatBuffer;

/**
 * {@link dev.weft.graph.op.BilinearSampler}, as MXNet's {@code bilinear_sampler.cc} computes it:
 * images interpolated at points, in single precision; what lies beyond their borders is 0.
 */
public final class BilinearSamplerKernel implements Kernel {
  private final int batch;
  private final int channels;
  private final int height;
  private final int width;
  private final int points;

  /**
   * Makes a kernel.
   *
   * @param data the shape of the images
   * @param output the shape of the output
   */
  public BilinearSamplerKernel(Shape data, Shape output) {
    this.batch = Math.toIntExact(data.dimension(0));
    this.channels = Math.toIntExact(data.dimension(1));
    this.height = Math.toIntExact(data.dimension(2));
    this.width = Math.toIntExact(data.dimension(3));
    this.points = Math.toIntExact(output.dimension(2) * output.dimension(3));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer grid = inputs[1].floats();
    FloatBuffer target = outputs[0].floats();
    float[] plane = new float[height * width];
    for (int image = 0; image < batch; image++) {
      for (int channel = 0; channel < channels; channel++) {
        int map = image * channels + channel;
        inputs[0].floats().get(map * plane.length, plane);
        for (int point = 0; point < points; point++) {
          float x = (grid.get(image * 2 * points + point) + 1) * (width - 1) / 2;
          float y = (grid.get((image * 2 + 1) * points + point) + 1) * (height - 1) / 2;
          target.put(map * points + point, interpolated(plane, y, x));
        }
      }
    }
  }

  private float interpolated(float[] plane, float y, float x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float above = 1 - (y - top);
    float before = 1 - (x - left);
    return at(plane, top, left) * above * before
        + at(plane, top, left + 1) * above * (1 - before)
        + at(plane, top + 1, left) * (1 - above) * before
        + at(plane, top + 1, left + 1) * (1 - above) * (1 - before);
  }

  private float at(float[] plane, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? plane[row * width + column] : 0;
  }
}
