/* Elements of images taken from computed places, in single precision. */

/* Points to take. i: height and width of the output. Input: a flow of the output's shape. */
KERNEL(flow_grid) {
  long long height = a.i[0], width = a.i[1];
  EACH(t) {
    long long column = t % width, row = t / width % height;
    int is_column = t / width / height % 2 == 0;
    float half = (float)(((is_column ? width : height) - 1.0) / 2);
    FLOATS_OUT(0)[t] = (FLOATS(0)[t] + (is_column ? column : row)) / half - 1;
  }
}

/* Points to take. i: height and width of the output. Input: affine matrices of two rows. */
KERNEL(affine_grid) {
  long long height = a.i[0], width = a.i[1];
  EACH(t) {
    const float *matrix = FLOATS(0) + t / width / height * 3;
    float x = (float)(-1 + t % width * 2.0 / (width - 1));
    float y = (float)(-1 + t / width % height * 2.0 / (height - 1));
    FLOATS_OUT(0)[t] = matrix[0] * x + matrix[1] * y + matrix[2];
  }
}

/* The element at a place, 0 outside. */
FUNCTION float element_at(const float *plane, long long row, long long column, long long height, long long width) {
  return row >= 0 && row < height && column >= 0 && column < width ? plane[row * width + column] : 0;
}

/* Inputs: images, points from -1 to 1. i: channels, height, width of the images, number of points of each. */
KERNEL(bilinear_sampler) {
  long long height = a.i[1], width = a.i[2], points = a.i[3];
  EACH(t) {
    long long point = t % points, map = t / points;
    const float *grid = FLOATS(1) + map / a.i[0] * 2 * points + point;
    const float *plane = FLOATS(0) + map * height * width;
    float x = (grid[0] + 1) * (width - 1) / 2;
    float y = (grid[points] + 1) * (height - 1) / 2;
    float top = floor(y), left = floor(x);
    float above = 1 - (y - top), before = 1 - (x - left);
    float sum = 0;
    if (!(top < -1 || top >= height || left < -1 || left >= width)) {
      long long row = (long long)top, column = (long long)left;
      sum = element_at(plane, row, column, height, width) * above * before
          + element_at(plane, row, column + 1, height, width) * above * (1 - before)
          + element_at(plane, row + 1, column, height, width) * (1 - above) * before
          + element_at(plane, row + 1, column + 1, height, width) * (1 - above) * (1 - before);
    }
    FLOATS_OUT(0)[t] = sum;
  }
}

/* The element of a channel at a place, 0 in the padding. i as below. */
FUNCTION float padded_at(const float *maps, long long row, long long column, const struct Args *a) {
  return element_at(maps, row - a->i[7], column - a->i[7], a->i[1], a->i[2]);
}

/*
 * Likeness of displaced patches of two feature maps. i: channels, height, width, rows and columns of the output, the
 * number of displacements along an axis, the size of a patch, padding, the distance of patches, of displacements, the
 * greatest displacement, whether elements are multiplied. A block does an element of the output.
 */
KERNEL(correlation) {
  long long channels = a.i[0], rows = a.i[3], columns = a.i[4], grid = a.i[5], patch = a.i[6];
  ROWS(r) {
    long long x = r % columns * a.i[8] + a.i[10], y = r / columns % rows * a.i[8] + a.i[10];
    long long rest = r / columns / rows, displaced = rest % (grid * grid), image = rest / (grid * grid);
    long long down = (displaced / grid - grid / 2) * a.i[9], across = (displaced % grid - grid / 2) * a.i[9];
    long long count = patch * patch * channels;
    float sum = 0;
    LANES(j, count) {
      long long column = x + j % patch, row = y + j / patch % patch;
      long long plane = (image * channels + j / patch / patch) * a.i[1] * a.i[2];
      float one = padded_at(FLOATS(0) + plane, row, column, &a);
      float other = padded_at(FLOATS(1) + plane, row + down, column + across, &a);
      sum += a.i[11] ? one * other : fabs(one - other);
    }
    sum = block_sum(sum);
    if (LANE == 0) {
      FLOATS_OUT(0)[r] = sum / count;
    }
  }
}
