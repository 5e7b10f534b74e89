package dev.weft.backend.onednn.kernel;

/**
 * {@link dev.weft.graph.op.BoxIou}: the overlap of each box with each other, as a part of their
 * union, in single precision.
 */
public final class BoxIouKernel implements Kernel {
  private final Boxes boxes;

  /**
   * Makes a kernel.
   *
   * @param centres whether coordinates are those of the centre, width and height
   */
  public BoxIouKernel(boolean centres) {
    this.boxes = new Boxes(centres);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    float[] left = new float[inputs[0].count()];
    float[] right = new float[inputs[1].count()];
    inputs[0].floats().get(0, left);
    inputs[1].floats().get(0, right);
    int at = 0;
    for (int i = 0; i < left.length; i += 4) {
      for (int j = 0; j < right.length; j += 4) {
        float shared = boxes.shared(left, i, right, j);
        float union = boxes.area(left, i) + boxes.area(right, j) - shared;
        outputs[0].floats().put(at++, shared <= 0 ? 0 : shared / union);
      }
    }
  }
}
