package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.BoxNms;
import java.util.Arrays;

/**
 * {@link BoxNms}, as MXNet's {@code bounding_box-inl.h} computes it: boxes from best to worst
 * without those that overlap a better one, in single precision.
 */
public final class BoxNmsKernel implements Kernel {
  private final BoxNms op;
  private final Boxes boxes;
  private final int count;
  private final int width;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param count the number of boxes
   * @param width the number of elements of a box
   */
  public BoxNmsKernel(BoxNms op, int count, int width) {
    this.op = op;
    this.boxes = new Boxes(op.centresIn());
    this.count = count;
    this.width = width;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int most = op.most() < 0 ? count : Math.min(op.most(), count);
    float[] data = new float[count * width];
    float[] result = new float[count * width];
    float[] scores = new float[count];
    int[] valid = new int[count];
    for (int start = 0; start < inputs[0].count(); start += data.length) {
      inputs[0].floats().get(start, data);
      if (most < 1) {
        outputs[0].floats().put(start, data);
        continue;
      }
      int found = 0;
      for (int i = 0; i < count; i++) {
        scores[i] = data[i * width + op.score()];
        if (isValid(data, i)) {
          valid[found++] = i;
        }
      }
      Arrays.fill(result, -1);
      keep(data, ScoreOrder.best(valid, found, scores, most), result);
      outputs[0].floats().put(start, result);
    }
  }

  private boolean isValid(float[] data, int box) {
    return data[box * width + op.score()] > (float) op.valid()
        && (op.category() < 0 || data[box * width + op.category()] != op.background());
  }

  private void keep(float[] data, int[] order, float[] result) {
    int found = order.length;
    boolean[] suppressed = new boolean[found];
    float[] areas = new float[found];
    for (int i = 0; i < found; i++) {
      areas[i] = boxes.area(data, order[i] * width + op.coordinates());
    }
    int kept = 0;
    for (int i = 0; i < found; i++) {
      if (!suppressed[i]) {
        System.arraycopy(data, order[i] * width, result, kept++ * width, width);
        suppress(data, order, areas, suppressed, i);
      }
    }
    if (op.centresIn() != op.centresOut()) {
      for (int i = 0; i < kept; i++) {
        boxes.turn(result, i * width + op.coordinates());
      }
    }
  }

  private void suppress(
      float[] data, int[] order, float[] areas, boolean[] suppressed, int better) {
    int own = order[better] * width;
    boolean any = op.acrossCategories() || op.category() < 0;
    for (int i = better + 1; i < suppressed.length; i++) {
      int other = order[i] * width;
      if (suppressed[i]
          || !(any || (int) data[own + op.category()] == (int) data[other + op.category()])) {
        continue;
      }
      float shared = boxes.shared(data, own + op.coordinates(), data, other + op.coordinates());
      suppressed[i] = shared / (areas[better] + areas[i] - shared) > (float) op.overlap();
    }
  }
}
