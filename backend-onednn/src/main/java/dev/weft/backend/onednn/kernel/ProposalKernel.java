package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.Proposal;
import java.nio.FloatBuffer;

/**
 * {@link Proposal}, as MXNet's {@code proposal.cc} and {@code multi_proposal.cc} compute it:
 * regions in which a region proposal network sees objects, in single precision.
 */
public final class ProposalKernel implements Kernel {
  private final Proposal op;
  private final int batch;
  private final int height;
  private final int width;
  private final float[] anchors;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param scores the shape of the probabilities
   */
  public ProposalKernel(Proposal op, Shape scores) {
    this.op = op;
    this.batch = Math.toIntExact(scores.dimension(0));
    this.height = Math.toIntExact(scores.dimension(2));
    this.width = Math.toIntExact(scores.dimension(3));
    this.anchors = anchors(op);
  }

  /** Returns left, top, right and bottom of each anchor at the first place. */
  private static float[] anchors(Proposal op) {
    float[] anchors = new float[op.anchors() * 4];
    float centre = 0.5f * (op.stride() - 1);
    float area = (float) op.stride() * op.stride();
    int at = 0;
    for (float ratio : MultiBoxPriorKernel.floats(op.ratios())) {
      for (float scale : MultiBoxPriorKernel.floats(op.scales())) {
        float size = (float) Math.floor(area / ratio);
        float width = (float) Math.floor((float) Math.sqrt(size) + 0.5f) * scale;
        float height = (float) Math.floor(width / scale * ratio + 0.5f) * scale;
        anchors[at++] = centre - 0.5f * (width - 1);
        anchors[at++] = centre - 0.5f * (height - 1);
        anchors[at++] = centre + 0.5f * (width - 1);
        anchors[at++] = centre + 0.5f * (height - 1);
      }
    }
    return anchors;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int kinds = op.anchors();
    int count = height * width * kinds;
    float[] boxes = new float[count * 4];
    float[] scores = new float[count];
    int[] indices = new int[count];
    for (int image = 0; image < batch; image++) {
      propose(inputs, image, boxes, scores);
      for (int i = 0; i < count; i++) {
        indices[i] = i;
      }
      int considered = op.considered() > 0 ? Math.min(op.considered(), count) : count;
      int[] order = ScoreOrder.best(indices, count, scores, considered);
      int[] kept = new int[Math.min(op.count(), considered)];
      int found = keep(boxes, order, kept);
      for (int i = 0; i < op.count(); i++) {
        int box = kept[i % found];
        int at = image * op.count() + i;
        outputs[0].floats().put(at * 5, image).put(at * 5 + 1, boxes, box * 4, 4);
        if (op.givesScores()) {
          outputs[1].floats().put(at, scores[box]);
        }
      }
    }
  }

  private void propose(Elements[] inputs, int image, float[] boxes, float[] scores) {
    FloatBuffer probabilities = inputs[0].floats();
    FloatBuffer offsets = inputs[1].floats();
    FloatBuffer info = inputs[2].floats();
    int kinds = op.anchors();
    int places = height * width;
    float imageHeight = info.get(image * 3);
    float imageWidth = info.get(image * 3 + 1);
    float least = op.least() * info.get(image * 3 + 2);
    int realHeight = (int) (imageHeight / op.stride());
    int realWidth = (int) (imageWidth / op.stride());
    for (int place = 0; place < places; place++) {
      int row = place / width;
      int column = place % width;
      for (int kind = 0; kind < kinds; kind++) {
        int box = place * kinds + kind;
        int from = (image * kinds + kind) * 4 * places + place;
        scores[box] = probabilities.get(((image * 2 + 1) * kinds + kind) * places + place);
        if (row >= realHeight || column >= realWidth) {
          scores[box] = -1;
        }
        for (int axis = 0; axis < 2; axis++) {
          int shift = (axis == 0 ? column : row) * op.stride();
          float limit = (axis == 0 ? imageWidth : imageHeight) - 1;
          float start = anchors[kind * 4 + axis] + shift;
          float end = anchors[kind * 4 + 2 + axis] + shift;
          float first = offsets.get(from + axis * places);
          float second = offsets.get(from + (2 + axis) * places);
          decode(boxes, box * 4 + axis, start, end, first, second, limit);
        }
        if (boxes[box * 4 + 2] - boxes[box * 4] + 1 < least
            || boxes[box * 4 + 3] - boxes[box * 4 + 1] + 1 < least) {
          scores[box] = -1;
          boxes[box * 4] -= least / 2;
          boxes[box * 4 + 1] -= least / 2;
          boxes[box * 4 + 2] += least / 2;
          boxes[box * 4 + 3] += least / 2;
        }
      }
    }
  }

  /** Moves one side of an anchor and the opposite one. */
  private void decode(
      float[] boxes, int at, float start, float end, float first, float second, float limit) {
    float from = start + first;
    float to = end + second;
    if (!op.corners()) {
      float size = (float) (end - start + 1.0);
      float centre = (float) (start + 0.5 * (size - 1.0));
      float moved = first * size + centre;
      float grown = (float) Math.exp(second) * size;
      from = (float) (moved - 0.5 * (grown - 1.0));
      to = (float) (moved + 0.5 * (grown - 1.0));
    }
    boxes[at] = Math.max(Math.min(from, limit), 0);
    boxes[at + 2] = Math.max(Math.min(to, limit), 0);
  }

  private int keep(float[] boxes, int[] order, int[] kept) {
    boolean[] suppressed = new boolean[order.length];
    int found = 0;
    for (int i = 0; i < order.length && found < kept.length; i++) {
      if (suppressed[i]) {
        continue;
      }
      kept[found++] = order[i];
      for (int j = i + 1; j < order.length; j++) {
        if (!suppressed[j]) {
          suppressed[j] = overlap(boxes, order[i] * 4, order[j] * 4) > (float) op.overlap();
        }
      }
    }
    return found;
  }

  private static float overlap(float[] boxes, int a, int b) {
    float width =
        Math.max(0, Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]) + 1);
    float height =
        Math.max(
            0, Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]) + 1);
    float shared = width * height;
    return shared / (area(boxes, a) + area(boxes, b) - shared);
  }

  private static float area(float[] boxes, int at) {
    return (boxes[at + 2] - boxes[at] + 1) * (boxes[at + 3] - boxes[at + 1] + 1);
  }
}
