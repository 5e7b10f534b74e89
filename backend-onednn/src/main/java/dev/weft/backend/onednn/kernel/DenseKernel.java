package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;

/**
 * A product with a weight (outputs, inputs), plus a bias if there is a third input; of any type.
 */
public final class DenseKernel implements Kernel {
  private final int hidden;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param weight the shape of the weight
   */
  public DenseKernel(Shape weight) {
    this.hidden = Math.toIntExact(weight.dimension(0));
    this.width = Math.toIntExact(weight.dimension(1));
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int rows = outputs[0].count() / hidden;
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < hidden; unit++) {
        double sum = inputs.length > 2 ? inputs[2].get(unit) : 0;
        for (int i = 0; i < width; i++) {
          sum += inputs[0].get(row * width + i) * inputs[1].get(unit * width + i);
        }
        outputs[0].set(row * hidden + unit, sum);
      }
    }
  }
}
