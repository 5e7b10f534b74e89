package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.util.List;

/**
 * Images whose pixels are repeated along both spatial axes to one size, put behind one another
 * along the channels or added up.
 */
public final class UpSamplingKernel implements Kernel {
  private final boolean adds;
  private final int batch;
  private final int height;
  private final int width;
  private final int outputChannels;
  private final int[][] images;

  /**
   * Makes a kernel.
   *
   * @param adds whether images are added up
   * @param data the shapes of the images
   * @param output the shape of the output
   */
  public UpSamplingKernel(boolean adds, List<Shape> data, Shape output) {
    this.adds = adds;
    this.batch = (int) output.dimension(0);
    this.outputChannels = (int) output.dimension(1);
    this.height = (int) output.dimension(2);
    this.width = (int) output.dimension(3);
    this.images =
        data.stream()
            .map(
                shape ->
                    new int[] {
                      (int) shape.dimension(1), (int) shape.dimension(2), (int) shape.dimension(3)
                    })
            .toArray(int[][]::new);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    for (int i = 0; i < batch; i++) {
      int channel = 0;
      for (int image = 0; image < images.length; image++) {
        for (int j = 0; j < images[image][0]; j++) {
          int to = i * outputChannels + (adds ? j : channel++);
          plane(inputs, image, i * images[image][0] + j, outputs[0], to * height * width);
        }
      }
    }
  }

  private void plane(Elements[] inputs, int image, int plane, Elements to, int target) {
    int rows = images[image][1];
    int columns = images[image][2];
    int scale = height / rows;
    Elements from = inputs[image];
    int next = target;
    for (int y = 0; y < height; y++) {
      int row = (plane * rows + y / scale) * columns;
      for (int x = 0; x < width; x++) {
        double value = from.get(row + x / scale);
        to.set(next, adds && image > 0 ? to.get(next) + value : value);
        next++;
      }
    }
  }
}
