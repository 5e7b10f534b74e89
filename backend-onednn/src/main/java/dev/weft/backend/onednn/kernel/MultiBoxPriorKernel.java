package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.MultiBoxPrior;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * {@link MultiBoxPrior}, as MXNet's {@code multibox_prior.cc} computes it: anchor boxes, in single
 * precision throughout. It reads no input.
 */
public final class MultiBoxPriorKernel implements Kernel {
  private final float[] sizes;
  private final float[] ratios;
  private final boolean clips;
  private final float[] steps;
  private final float[] offsets;
  private final int height;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param height the height of the feature map
   * @param width the width of the feature map
   */
  public MultiBoxPriorKernel(MultiBoxPrior op, int height, int width) {
    this.sizes = floats(op.sizes());
    this.ratios = floats(op.ratios());
    this.clips = op.clips();
    float[] given = floats(op.steps());
    this.steps = given[0] > 0 && given[1] > 0 ? given : new float[] {1.0f / height, 1.0f / width};
    this.offsets = floats(op.offsets());
    this.height = height;
    this.width = width;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer target = outputs[0].floats();
    int at = 0;
    for (int row = 0; row < height; row++) {
      float y = (row + offsets[0]) * steps[0];
      for (int column = 0; column < width; column++) {
        float x = (column + offsets[1]) * steps[1];
        for (float size : sizes) {
          put(target, at, x, y, size, ratios[0]);
          at += 4;
        }
        for (int i = 1; i < ratios.length; i++) {
          put(target, at, x, y, sizes[0], ratios[i]);
          at += 4;
        }
      }
    }
  }

  private void put(FloatBuffer target, int at, float x, float y, float size, float ratio) {
    float root = (float) Math.sqrt(ratio);
    float halfWidth = size * height / width * root / 2;
    float halfHeight = size / root / 2;
    target.put(at, bounded(x - halfWidth));
    target.put(at + 1, bounded(y - halfHeight));
    target.put(at + 2, bounded(x + halfWidth));
    target.put(at + 3, bounded(y + halfHeight));
  }

  private float bounded(float value) {
    return clips ? Math.max(0, Math.min(1, value)) : value;
  }

  static float[] floats(List<Double> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return values;
  }
}
