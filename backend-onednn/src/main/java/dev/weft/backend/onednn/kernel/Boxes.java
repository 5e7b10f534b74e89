package dev.weft.backend.onednn.kernel;

/**
 * Areas and overlaps of boxes, in single precision.
 *
 * @param centres whether coordinates are those of the centre, width and height rather than left,
 *     top, right and bottom
 */
record Boxes(boolean centres) {
  float area(float[] box, int at) {
    float width = centres ? box[at + 2] : box[at + 2] - box[at];
    float height = centres ? box[at + 3] : box[at + 3] - box[at + 1];
    return width < 0 || height < 0 ? 0 : width * height;
  }

  /** Returns the area that two boxes share. */
  float shared(float[] one, int a, float[] other, int b) {
    return shared(one[a], one[a + 2], other[b], other[b + 2])
        * shared(one[a + 1], one[a + 3], other[b + 1], other[b + 3]);
  }

  private float shared(float a, float aEnd, float b, float bEnd) {
    float from = centres ? Math.max(a - aEnd / 2, b - bEnd / 2) : Math.max(a, b);
    float to = centres ? Math.min(a + aEnd / 2, b + bEnd / 2) : Math.min(aEnd, bEnd);
    return to - from > 0 ? to - from : 0;
  }

  /** Turns a box into the other kind, unless its first coordinate is negative, as libmxnet does. */
  void turn(float[] box, int at) {
    if (box[at] < 0) {
      return;
    }
    for (int axis = at; axis < at + 2; axis++) {
      float first = box[axis];
      float second = box[axis + 2];
      box[axis] = centres ? first - second / 2 : (first + second) / 2;
      box[axis + 2] = centres ? first + second / 2 : second - first;
    }
  }
}
