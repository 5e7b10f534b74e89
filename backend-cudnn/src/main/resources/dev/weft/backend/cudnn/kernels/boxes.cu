/* Operators on boxes, in single precision. */

FUNCTION float lesser(float x, float y) { return x < y ? x : y; }

FUNCTION float greater(float x, float y) { return x > y ? x : y; }

FUNCTION float bounded(float x, long long bounds) { return bounds ? greater(0, lesser(1, x)) : x; }

FUNCTION float shared_length(float x, float end, float y, float other_end, int centres) {
  float from = centres ? greater(x - end / 2, y - other_end / 2) : greater(x, y);
  float to = centres ? lesser(x + end / 2, y + other_end / 2) : lesser(end, other_end);
  return to - from > 0 ? to - from : 0;
}

/* The area that two boxes share: left, top, right and bottom, or centre, width and height. */
FUNCTION float shared_area(const float *one, const float *other, int centres) {
  return shared_length(one[0], one[2], other[0], other[2], centres)
      * shared_length(one[1], one[3], other[1], other[3], centres);
}

FUNCTION float area(const float *box, int centres) {
  float width = centres ? box[2] : box[2] - box[0];
  float height = centres ? box[3] : box[3] - box[1];
  return width < 0 || height < 0 ? 0 : width * height;
}

/*
 * Sorts indices by keys, a block together; those of equal keys stay in order. Runs that are twice as long are merged from
 * pairs of sorted ones: the place of an element is its own in its run and that among the other run. Returns which of the
 * two places holds the result.
 */
FUNCTION int *sort_by_keys(const unsigned *keys, int *order, int *spare, long long count) {
  for (long long run = 1; run < count; run *= 2) {
    SYNC();
    LANES(j, count) {
      long long first = j / (2 * run) * 2 * run, middle = first + run;
      int second = j >= middle;
      long long low = second ? first : middle < count ? middle : count, begin = low;
      long long high = second ? middle : first + 2 * run < count ? first + 2 * run : count;
      unsigned key = keys[order[j]];
      while (low < high) {
        long long half = (low + high) / 2;
        unsigned other = keys[order[half]];
        if (other < key || (second && other == key)) {
          low = half + 1;
        } else {
          high = half;
        }
      }
      spare[(second ? j - run : j) + low - begin] = order[j];
    }
    int *sorted = spare;
    spare = order;
    order = sorted;
  }
  SYNC();
  return order;
}

/* A key that is the smaller, the less a number is; of NaN the greatest but one. */
FUNCTION unsigned rising_key(float x) {
  unsigned bits = bits_of_float(x);
  return x != x ? 0xfffffffeu : bits >> 31 ? ~bits : bits | 0x80000000u;
}

/* A key that is the smaller, the greater a score is; both zeros have one. */
FUNCTION unsigned score_key(float x) { return rising_key(x == 0 ? 0 : -x); }

#define NOT_SORTED 0xffffffffu

/* The overlap of each box with each other. i: the number of boxes of input 1, whether coordinates are centres and sizes. */
KERNEL(box_iou) {
  int centres = (int)a.i[1];
  EACH(t) {
    const float *one = FLOATS(0) + t / a.i[0] * 4, *other = FLOATS(1) + t % a.i[0] * 4;
    float shared = shared_area(one, other, centres);
    float together = area(one, centres) + area(other, centres) - shared;
    FLOATS_OUT(0)[t] = shared <= 0 ? 0 : shared / together;
  }
}

/*
 * Boxes from offsets to anchors. i: the number of anchors, whether they are centres and sizes. f: four factors of offsets,
 * the greatest growth, or at most 0. A thread does one axis of a box.
 */
KERNEL(box_decode) {
  EACH(t) {
    long long box = t / 2, axis = t % 2;
    const float *anchor = FLOATS(1) + box % a.i[0] * 4 + axis, *offset = FLOATS(0) + box * 4 + axis;
    float size = a.i[1] ? anchor[2] : anchor[2] - anchor[0];
    float middle = a.i[1] ? anchor[0] : anchor[0] + size * 0.5f;
    float centre = offset[0] * (float)a.f[axis] * size + middle;
    float growth = offset[2] * (float)a.f[2 + axis];
    float most = (float)a.f[4];
    float half = exp(most > 0 && growth > most ? most : growth) * size * 0.5f;
    FLOATS_OUT(0)[box * 4 + axis] = centre - half;
    FLOATS_OUT(0)[box * 4 + 2 + axis] = centre + half;
  }
}

/*
 * Anchors of one kind. i: width of the map, kinds of anchors at a place, which kind this is, whether anchors are clipped.
 * f: y and x step, y and x offset, half the width and height. A thread does an anchor.
 */
KERNEL(multibox_prior) {
  EACH(t) {
    float y = (t / a.i[0] + (float)a.f[2]) * (float)a.f[0];
    float x = (t % a.i[0] + (float)a.f[3]) * (float)a.f[1];
    float *box = FLOATS_OUT(0) + 4 * (t * a.i[1] + a.i[2]);
    box[0] = bounded(x - (float)a.f[4], a.i[3]);
    box[1] = bounded(y - (float)a.f[5], a.i[3]);
    box[2] = bounded(x + (float)a.f[4], a.i[3]);
    box[3] = bounded(y + (float)a.f[5], a.i[3]);
  }
}

/*
 * The best class of each anchor, or -1, its score, and its box. Inputs: probabilities (images, classes, anchors), offsets,
 * anchors. i: classes, anchors, whether boxes are clipped. f: the least score, four factors of offsets.
 */
KERNEL(multibox_decode) {
  long long classes = a.i[0], anchors = a.i[1];
  EACH(t) {
    long long anchor = t % anchors;
    const float *scores = FLOATS(0) + t / anchors * classes * anchors + anchor;
    float best = -1;
    long long category = 0;
    for (long long c = 1; c < classes; c++) {
      if (scores[c * anchors] > best) {
        best = scores[c * anchors];
        category = c;
      }
    }
    float *box = FLOATS_OUT(0) + 6 * t;
    box[0] = best < (float)a.f[0] ? -1 : category - 1;
    box[1] = best;
    for (int axis = 0; axis < 2; axis++) {
      const float *prior = FLOATS(2) + anchor * 4 + axis, *offset = FLOATS(1) + t * 4 + axis;
      float size = prior[2] - prior[0];
      float centre = offset[0] * (float)a.f[1 + axis] * size + (prior[0] + prior[2]) / 2;
      float half = exp(offset[2] * (float)a.f[3 + axis]) * size / 2;
      box[2 + axis] = bounded(centre - half, a.i[2]);
      box[4 + axis] = bounded(centre + half, a.i[2]);
    }
  }
}

FUNCTION float detection_overlap(const float *one, const float *other) {
  float width = greater(0, lesser(one[2], other[2]) - greater(one[0], other[0]));
  float height = greater(0, lesser(one[3], other[3]) - greater(one[1], other[1]));
  float shared = width * height;
  float together = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - shared;
  return together <= 0 ? 0 : shared / together;
}

/*
 * Detections from best to worst; those that overlap a better one lose their class. A block does an image. Input: what
 * multibox_decode has found. Output 1 is scratch memory for three numbers of each anchor. i: anchors, how many are kept
 * or at most 0, whether classes are rivals, whether any are suppressed. f: the least overlap.
 */
KERNEL(multibox_keep) {
  long long anchors = a.i[0];
  ROWS(r) {
    const float *found = FLOATS(0) + r * anchors * 6;
    float *result = FLOATS_OUT(0) + r * anchors * 6;
    unsigned *keys = (unsigned *)a.out[1] + r * anchors * 3;
    int *first = (int *)keys + anchors, *second = first + anchors;
    real valid = 0;
    LANES(j, anchors) {
      keys[j] = found[j * 6] < 0;
      first[j] = (int)j;
      valid += found[j * 6] >= 0;
    }
    long long count = (long long)block_sum(valid);
    int *order = sort_by_keys(keys, first, second, anchors);
    LANES(j, anchors * 6) result[j] = j / 6 < count ? found[order[j / 6] * 6 + j % 6] : -1;
    SYNC();
    if (a.i[3] && count > 0) {
      long long kept = a.i[1] > 0 && a.i[1] < count ? a.i[1] : count;
      LANES(j, anchors) {
        keys[j] = found[j * 6] < 0 ? NOT_SORTED : score_key(found[j * 6 + 1]);
        first[j] = (int)j;
      }
      order = sort_by_keys(keys, first, second, anchors);
      LANES(j, kept * 6) result[j] = found[order[j / 6] * 6 + j % 6];
      LANES(j, count - kept) result[(kept + j) * 6] = -1;
      SYNC();
      for (long long i = 0; i < kept; i++) {
        const float *better = result + i * 6;
        if (better[0] < 0) {
          continue;
        }
        for (long long j = i + 1 + LANE; j < kept; j += LANE_COUNT) {
          float *other = result + j * 6;
          if (other[0] >= 0 && (a.i[2] || better[0] == other[0])
              && detection_overlap(better + 2, other + 2) >= (float)a.f[0]) {
            other[0] = -1;
          }
        }
        SYNC();
      }
    }
  }
}

/*
 * Boxes from best to worst without those that overlap a better one. A block does a batch. Output 1 is scratch memory for
 * four numbers of each box. i: boxes, elements of a box, where its coordinates, its score, and, if not negative, its
 * category are, the category of the background, how many are considered, whether categories are rivals, whether
 * coordinates are centres and sizes, whether they are turned into the other kind. f: the least score, the least overlap.
 */
KERNEL(box_nms) {
  long long count = a.i[0], width = a.i[1], category = a.i[4];
  int centres = (int)a.i[8], rivals = a.i[7] || category < 0;
  ROWS(r) {
    const float *data = FLOATS(0) + r * count * width;
    float *result = FLOATS_OUT(0) + r * count * width;
    unsigned *keys = (unsigned *)a.out[1] + r * count * 4;
    int *first = (int *)keys + count, *second = first + count, *gone = second + count;
    real valid = 0;
    LANES(j, count) {
      const float *box = data + j * width;
      int counts = box[a.i[3]] > (float)a.f[0] && (category < 0 || box[category] != a.i[5]);
      keys[j] = counts ? score_key(box[a.i[3]]) : NOT_SORTED;
      first[j] = (int)j;
      gone[j] = 0;
      valid += counts;
    }
    long long found = (long long)block_sum(valid), kept = 0;
    found = found < a.i[6] ? found : a.i[6];
    int *order = sort_by_keys(keys, first, second, count);
    for (long long i = 0; i < found; i++) {
      if (gone[i]) {
        continue;
      }
      const float *better = data + order[i] * width;
      LANES(j, width) result[kept * width + j] = better[j];
      kept++;
      for (long long j = i + 1 + LANE; j < found; j += LANE_COUNT) {
        const float *other = data + order[j] * width;
        if (rivals || (int)better[category] == (int)other[category]) {
          float shared = shared_area(better + a.i[2], other + a.i[2], centres);
          float together = area(better + a.i[2], centres) + area(other + a.i[2], centres) - shared;
          gone[j] |= shared / together > (float)a.f[1];
        }
      }
      SYNC();
    }
    LANES(j, (count - kept) * width) result[kept * width + j] = -1;
    SYNC();
    LANES(j, a.i[9] ? kept : 0) {
      float *box = result + j * width + a.i[2];
      if (box[0] < 0) {
        continue;
      }
      for (int axis = 0; axis < 2; axis++) {
        float one = box[axis], other = box[axis + 2];
        box[axis] = centres ? one - other / 2 : (one + other) / 2;
        box[axis + 2] = centres ? one + other / 2 : other - one;
      }
    }
  }
}

/*
 * Pairs rows with columns, best scores first. A block does a matrix. Output 2 is scratch memory for three numbers of each
 * element. i: rows, columns, whether less is better, how many pairs are wanted or at most 0. f: the threshold.
 */
KERNEL(bipartite_matching) {
  long long rows = a.i[0], columns = a.i[1], count = rows * columns;
  float threshold = (float)a.f[0];
  ROWS(r) {
    const float *scores = FLOATS(0) + r * count;
    float *of_rows = FLOATS_OUT(0) + r * rows, *of_columns = FLOATS_OUT(1) + r * columns;
    unsigned *keys = (unsigned *)a.out[2] + r * count * 3;
    int *first = (int *)keys + count;
    LANES(j, count) {
      unsigned key = rising_key(scores[j]);
      keys[j] = a.i[2] ? key : ~key;
      first[j] = (int)j;
    }
    LANES(j, rows) of_rows[j] = -1;
    LANES(j, columns) of_columns[j] = -1;
    const int *order = sort_by_keys(keys, first, first + count, count);
    long long pairs = 0;
    for (long long i = 0; i < count && LANE == 0; i++) {
      long long row = order[i] / columns, column = order[i] % columns;
      if (of_rows[row] != -1 || of_columns[column] != -1) {
        continue;
      }
      float score = scores[order[i]];
      if (!(a.i[2] ? score < threshold : score > threshold)) {
        break;
      }
      of_rows[row] = column;
      of_columns[column] = row;
      /* libmxnet stops after one more pair than it was asked for. */
      if (a.i[3] > 0 && ++pairs > a.i[3]) {
        break;
      }
    }
  }
}

/*
 * Boxes that anchors of one kind have moved to, and their scores. Inputs: probabilities, offsets, and for each image its
 * height, width and scale. i: kinds of anchors, which kind this is, height and width of the map, the distance of places
 * in pixels, whether offsets are of corners, the least size. f: the anchor at the first place. A thread does a box.
 */
KERNEL(proposal_boxes) {
  long long kinds = a.i[0], height = a.i[2], width = a.i[3], places = height * width;
  EACH(t) {
    long long place = t % places, image = t / places, row = place / width, column = place % width;
    const float *info = FLOATS(2) + image * 3;
    float least = (float)a.i[6] * info[2];
    long long box = (image * places + place) * kinds + a.i[1];
    const float *offset = FLOATS(1) + (image * kinds + a.i[1]) * 4 * places + place;
    float sides[4];
    for (int axis = 0; axis < 2; axis++) {
      float limit = (axis == 0 ? info[1] : info[0]) - 1;
      float shift = (axis == 0 ? column : row) * a.i[4];
      float start = (float)a.f[axis] + shift, end = (float)a.f[2 + axis] + shift;
      float first = offset[axis * places], second = offset[(2 + axis) * places];
      float from = start + first, to = end + second;
      if (!a.i[5]) {
        float size = (float)(end - start + 1.0), centre = (float)(start + 0.5 * (size - 1.0));
        float moved = first * size + centre, grown = exp(second) * size;
        from = (float)(moved - 0.5 * (grown - 1.0));
        to = (float)(moved + 0.5 * (grown - 1.0));
      }
      sides[axis] = greater(lesser(from, limit), 0);
      sides[2 + axis] = greater(lesser(to, limit), 0);
    }
    float score = FLOATS(0)[((image * 2 + 1) * kinds + a.i[1]) * places + place];
    float grown = 0;
    if (row >= (long long)(info[0] / a.i[4]) || column >= (long long)(info[1] / a.i[4])) {
      score = -1;
    }
    if (sides[2] - sides[0] + 1 < least || sides[3] - sides[1] + 1 < least) {
      score = -1;
      grown = least / 2;
    }
    for (int side = 0; side < 4; side++) {
      FLOATS_OUT(0)[box * 4 + side] = side < 2 ? sides[side] - grown : sides[side] + grown;
    }
    FLOATS_OUT(1)[box] = score;
  }
}

FUNCTION float pixel_area(const float *box) { return (box[2] - box[0] + 1) * (box[3] - box[1] + 1); }

FUNCTION float pixel_overlap(const float *one, const float *other) {
  float width = greater(0, lesser(one[2], other[2]) - greater(one[0], other[0]) + 1);
  float height = greater(0, lesser(one[3], other[3]) - greater(one[1], other[1]) + 1);
  float shared = width * height;
  return shared / (pixel_area(one) + pixel_area(other) - shared);
}

/*
 * The best boxes of each image without those that overlap a better one, over and over. A block does an image. Inputs: what
 * proposal_boxes has found. Output 1 is scratch memory for four numbers of each box, output 2 has the scores. i: boxes, how
 * many are considered, how many are wanted, whether scores are. f: the greatest overlap.
 */
KERNEL(proposal_keep) {
  long long count = a.i[0], considered = a.i[1], wanted = a.i[2];
  ROWS(r) {
    const float *boxes = FLOATS(0) + r * count * 4, *scores = FLOATS(1) + r * count;
    unsigned *keys = (unsigned *)a.out[1] + r * count * 4;
    int *first = (int *)keys + count, *second = first + count, *gone = second + count;
    LANES(j, count) {
      keys[j] = score_key(scores[j]);
      first[j] = (int)j;
      gone[j] = 0;
    }
    const int *order = sort_by_keys(keys, first, second, count);
    int *kept = order == first ? second : first;
    long long found = 0;
    for (long long i = 0; i < considered && found < wanted; i++) {
      if (gone[i]) {
        continue;
      }
      if (LANE == 0) {
        kept[found] = order[i];
      }
      found++;
      for (long long j = i + 1 + LANE; j < considered; j += LANE_COUNT) {
        gone[j] |= pixel_overlap(boxes + order[i] * 4LL, boxes + order[j] * 4LL) > (float)a.f[0];
      }
      SYNC();
    }
    LANES(j, wanted) {
      long long box = kept[j % found];
      float *region = FLOATS_OUT(0) + (r * wanted + j) * 5;
      region[0] = r;
      for (int side = 0; side < 4; side++) {
        region[1 + side] = boxes[box * 4 + side];
      }
      if (a.i[3]) {
        FLOATS_OUT(2)[r * wanted + j] = scores[box];
      }
    }
  }
}
