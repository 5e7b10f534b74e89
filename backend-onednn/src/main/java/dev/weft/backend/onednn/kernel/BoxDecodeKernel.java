package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.BoxDecode;
import java.nio.FloatBuffer;

/**
 * {@link BoxDecode}, as MXNet's {@code bounding_box-inl.h} computes it: boxes from offsets to
 * anchors, in single precision.
 */
public final class BoxDecodeKernel implements Kernel {
  private final float[] factors;
  private final float most;
  private final boolean centres;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   */
  public BoxDecodeKernel(BoxDecode op) {
    this.factors = MultiBoxPriorKernel.floats(op.factors());
    this.most = (float) op.most();
    this.centres = op.centres();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    FloatBuffer offsets = inputs[0].floats();
    FloatBuffer anchors = inputs[1].floats();
    int anchorCount = inputs[1].count();
    for (int box = 0; box < inputs[0].count(); box += 4) {
      int anchor = box % anchorCount;
      for (int axis = 0; axis < 2; axis++) {
        float first = anchors.get(anchor + axis);
        float second = anchors.get(anchor + 2 + axis);
        float size = centres ? second : second - first;
        float middle = centres ? first : first + size * 0.5f;
        float centre = offsets.get(box + axis) * factors[axis] * size + middle;
        float growth = offsets.get(box + 2 + axis) * factors[2 + axis];
        float scale = (float) Math.exp(most > 0 ? Math.min(growth, most) : growth);
        float half = scale * size * 0.5f;
        outputs[0].floats().put(box + axis, centre - half).put(box + 2 + axis, centre + half);
      }
    }
  }
}
