package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.MultiBoxDetection;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * {@link MultiBoxDetection}, as MXNet's {@code multibox_detection.cc} computes it: detections of a
 * single-shot detector, in single precision.
 */
public final class MultiBoxDetectionKernel implements Kernel {
  private static final int WIDTH = 6;

  private final MultiBoxDetection op;
  private final float[] variances;
  private final float overlap;
  private final int batch;
  private final int classes;
  private final int anchors;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param batch the number of images
   * @param classes the number of classes, with the background
   * @param anchors the number of anchors
   */
  public MultiBoxDetectionKernel(MultiBoxDetection op, int batch, int classes, int anchors) {
    this.op = op;
    this.variances = MultiBoxPriorKernel.floats(op.variances());
    this.overlap = (float) op.overlap();
    this.batch = batch;
    this.classes = classes;
    this.anchors = anchors;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    float[] boxes = new float[anchors * WIDTH];
    float[] scores = new float[anchors];
    int[] categories = new int[anchors];
    for (int image = 0; image < batch; image++) {
      classify(inputs[0].floats(), image * classes * anchors, scores, categories);
      int count = 0;
      for (int anchor = 0; anchor < anchors; anchor++) {
        if (categories[anchor] > 0) {
          boxes[count * WIDTH] = categories[anchor] - 1;
          boxes[count * WIDTH + 1] = scores[anchor];
          decode(inputs, image, anchor, boxes, count * WIDTH + 2);
          count++;
        }
      }
      Arrays.fill(boxes, count * WIDTH, boxes.length, -1);
      float[] result = overlap > 0 && overlap <= 1 && count > 0 ? suppressed(boxes, count) : boxes;
      outputs[0].floats().put(image * anchors * WIDTH, result);
    }
  }

  private void classify(FloatBuffer source, int from, float[] scores, int[] categories) {
    Arrays.fill(scores, -1);
    Arrays.fill(categories, 0);
    float[] row = new float[anchors];
    for (int category = 1; category < classes; category++) {
      source.get(from + category * anchors, row);
      for (int anchor = 0; anchor < anchors; anchor++) {
        if (row[anchor] > scores[anchor]) {
          scores[anchor] = row[anchor];
          categories[anchor] = category;
        }
      }
    }
    for (int anchor = 0; anchor < anchors; anchor++) {
      if (scores[anchor] < (float) op.threshold()) {
        categories[anchor] = 0;
      }
    }
  }

  private void decode(Elements[] inputs, int image, int anchor, float[] boxes, int at) {
    FloatBuffer offsets = inputs[1].floats();
    FloatBuffer priors = inputs[2].floats();
    int from = (image * anchors + anchor) * 4;
    for (int axis = 0; axis < 2; axis++) {
      float least = priors.get(anchor * 4 + axis);
      float most = priors.get(anchor * 4 + 2 + axis);
      float size = most - least;
      float centre = offsets.get(from + axis) * variances[axis] * size + (least + most) / 2;
      float scale = (float) Math.exp(offsets.get(from + 2 + axis) * variances[2 + axis]);
      float half = scale * size / 2;
      boxes[at + axis] = bounded(centre - half);
      boxes[at + 2 + axis] = bounded(centre + half);
    }
  }

  private float bounded(float value) {
    return op.clips() ? Math.max(0, Math.min(1, value)) : value;
  }

  private float[] suppressed(float[] boxes, int count) {
    float[] scores = new float[count];
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      scores[i] = boxes[i * WIDTH + 1];
      indices[i] = i;
    }
    int kept = op.most() > 0 ? Math.min(op.most(), count) : count;
    int[] order = ScoreOrder.best(indices, count, scores, kept);
    float[] result = boxes.clone();
    for (int i = 0; i < count; i++) {
      if (i < kept) {
        System.arraycopy(boxes, order[i] * WIDTH, result, i * WIDTH, WIDTH);
      } else {
        result[i * WIDTH] = -1;
      }
    }
    for (int i = 0; i < kept; i++) {
      if (result[i * WIDTH] >= 0) {
        suppress(result, i, kept);
      }
    }
    return result;
  }

  private void suppress(float[] boxes, int better, int kept) {
    int own = better * WIDTH;
    for (int i = better + 1; i < kept; i++) {
      int other = i * WIDTH;
      boolean rivals = op.acrossClasses() || boxes[own] == boxes[other];
      if (boxes[other] >= 0 && rivals && overlap(boxes, own + 2, other + 2) >= overlap) {
        boxes[other] = -1;
      }
    }
  }

  private static float overlap(float[] boxes, int a, int b) {
    float width = Math.max(0, Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]));
    float height =
        Math.max(0, Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]));
    float shared = width * height;
    float union = area(boxes, a) + area(boxes, b) - shared;
    return union <= 0 ? 0 : shared / union;
  }

  private static float area(float[] boxes, int at) {
    return (boxes[at + 2] - boxes[at]) * (boxes[at + 3] - boxes[at + 1]);
  }
}
