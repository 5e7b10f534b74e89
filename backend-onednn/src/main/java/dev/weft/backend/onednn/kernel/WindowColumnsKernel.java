package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.WindowColumns;
import java.util.Arrays;

/** Windows of images as columns, or columns summed up as images. */
public final class WindowColumnsKernel implements Kernel {
  private final boolean cuts;
  private final int planes;
  private final int[] size = new int[2];
  private final int[] windows = new int[2];
  private final int[] kernel = new int[2];
  private final int[] stride = new int[2];
  private final int[] dilate = new int[2];
  private final int[] pad = new int[2];

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param image the shape of the image
   */
  public WindowColumnsKernel(WindowColumns op, Shape image) {
    this.cuts = op.imageSize().isEmpty();
    this.planes = Math.toIntExact(image.dimension(0) * image.dimension(1));
    long[] counts = op.windows(image);
    for (int axis = 0; axis < 2; axis++) {
      size[axis] = (int) image.dimension(axis + 2);
      windows[axis] = (int) counts[axis];
      kernel[axis] = op.window().kernel().get(axis).intValue();
      stride[axis] = op.window().stride().get(axis).intValue();
      dilate[axis] = op.window().dilate().get(axis).intValue();
      pad[axis] = op.window().pad().get(axis).intValue();
    }
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements columns = cuts ? outputs[0] : inputs[0];
    int elements = kernel[0] * kernel[1];
    int places = windows[0] * windows[1];
    int plane = size[0] * size[1];
    double[] image = new double[plane];
    for (int i = 0; i < planes; i++) {
      Arrays.fill(image, 0);
      for (int j = 0; j < plane && cuts; j++) {
        image[j] = inputs[0].get(i * plane + j);
      }
      for (int element = 0; element < elements; element++) {
        for (int place = 0; place < places; place++) {
          int at = at(element, place);
          int column = (i * elements + element) * places + place;
          if (cuts) {
            columns.set(column, at < 0 ? 0 : image[at]);
          } else if (at >= 0) {
            image[at] += columns.get(column);
          }
        }
      }
      for (int j = 0; j < plane && !cuts; j++) {
        outputs[0].set(i * plane + j, image[j]);
      }
    }
  }

  /** Returns the place in the image of an element of a window, or −1 outside. */
  private int at(int element, int place) {
    int y = along(0, element / kernel[1], place / windows[1]);
    int x = along(1, element % kernel[1], place % windows[1]);
    return y < 0 || x < 0 ? -1 : y * size[1] + x;
  }

  private int along(int axis, int element, int place) {
    int at = place * stride[axis] - pad[axis] + element * dilate[axis];
    return at < size[axis] ? at : -1;
  }
}
