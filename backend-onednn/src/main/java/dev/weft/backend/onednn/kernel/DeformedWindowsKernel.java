package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.DeformableConvolution;

/**
 * The first half of a {@link DeformableConvolution}, as MXNet's {@code deformable_im2col.h} and
 * {@code modulated_deformable_im2col.h} compute it: the elements that deformed windows read,
 * interpolated. For each image, channel and place in the kernel there is one row of all output
 * places. Inputs are the data, the offsets and, if modulated, factors.
 */
public final class DeformedWindowsKernel implements Kernel {
  private final DeformableConvolution op;
  private final int batch;
  private final int channels;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;
  private final int kernelRows;
  private final int kernelColumns;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of the data
   * @param output the shape of the convolution's output
   */
  public DeformedWindowsKernel(DeformableConvolution op, Shape data, Shape output) {
    this.op = op;
    this.batch = Math.toIntExact(data.dimension(0));
    this.channels = Math.toIntExact(data.dimension(1));
    this.height = Math.toIntExact(data.dimension(2));
    this.width = Math.toIntExact(data.dimension(3));
    this.rows = Math.toIntExact(output.dimension(2));
    this.columns = Math.toIntExact(output.dimension(3));
    this.kernelRows = op.window().kernel().get(0).intValue();
    this.kernelColumns = op.window().kernel().get(1).intValue();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    float[] plane = new float[height * width];
    float[] down = new float[rows * columns];
    float[] across = new float[rows * columns];
    float[] factors = new float[rows * columns];
    float[] row = new float[rows * columns];
    int elements = kernelRows * kernelColumns;
    int perGroup = channels / (int) op.deformableGroups();
    int next = 0;
    for (int image = 0; image < batch; image++) {
      for (int channel = 0; channel < channels; channel++) {
        inputs[0].floats().get((image * channels + channel) * plane.length, plane);
        int group = image * (int) op.deformableGroups() + channel / perGroup;
        for (int element = 0; element < elements; element++) {
          int place = group * elements + element;
          inputs[1].floats().get(2 * place * row.length, down);
          inputs[1].floats().get((2 * place + 1) * row.length, across);
          if (op.modulated()) {
            inputs[2].floats().get(place * row.length, factors);
          }
          sample(plane, element, down, across, factors, row);
          outputs[0].floats().put(next, row);
          next += row.length;
        }
      }
    }
  }

  private void sample(
      float[] plane, int element, float[] down, float[] across, float[] factors, float[] row) {
    int top =
        (int) (element / kernelColumns * op.window().dilate().get(0) - op.window().pad().get(0));
    int left =
        (int) (element % kernelColumns * op.window().dilate().get(1) - op.window().pad().get(1));
    int strideY = op.window().stride().get(0).intValue();
    int strideX = op.window().stride().get(1).intValue();
    for (int i = 0; i < row.length; i++) {
      float y = top + i / columns * strideY + down[i];
      float x = left + i % columns * strideX + across[i];
      row[i] = op.modulated() ? faded(plane, y, x) * factors[i] : clamped(plane, y, x);
    }
  }

  /** Outside of the image is 0, and behind its last row and column they themselves. */
  private float clamped(float[] plane, float y, float x) {
    if (!(y >= 0 && x >= 0 && y < height && x < width)) {
      return 0;
    }
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    float below = y - top;
    float behind = x - left;
    return (1 - below)
            * ((1 - behind) * plane[top * width + left] + behind * plane[top * width + right])
        + below
            * ((1 - behind) * plane[bottom * width + left]
                + behind * plane[bottom * width + right]);
  }

  /** All elements outside of the image are 0, also those between which a place lies. */
  private float faded(float[] plane, float y, float x) {
    if (!(y > -1 && x > -1 && y < height && x < width)) {
      return 0;
    }
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float below = y - top;
    float behind = x - left;
    return (1 - below) * ((1 - behind) * at(plane, top, left) + behind * at(plane, top, left + 1))
        + below * ((1 - behind) * at(plane, top + 1, left) + behind * at(plane, top + 1, left + 1));
  }

  private float at(float[] plane, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? plane[row * width + column] : 0;
  }
}
