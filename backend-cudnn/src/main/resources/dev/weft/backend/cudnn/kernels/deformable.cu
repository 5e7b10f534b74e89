/* Deformed windows of images, in single precision. */

FUNCTION float element_at(const float *plane, long long row, long long column, long long height, long long width) {
  return row >= 0 && row < height && column >= 0 && column < width ? plane[row * width + column] : 0;
}

/* Between four elements; weights of rows and columns are those of the lower right. */
FUNCTION float mix(float below, float behind, float a, float b, float c, float d) {
  return (1 - below) * ((1 - behind) * a + behind * b) + below * ((1 - behind) * c + behind * d);
}

/* Outside of the image is 0, and behind its last row and column they themselves. */
FUNCTION float clamped(const float *plane, float y, float x, long long height, long long width) {
  if (!(y >= 0 && x >= 0 && y < height && x < width)) {
    return 0;
  }
  long long top = (long long)y, left = (long long)x;
  long long bottom = top + 1 < height ? top + 1 : top, right = left + 1 < width ? left + 1 : left;
  return mix(
      y - top, x - left, plane[top * width + left], plane[top * width + right], plane[bottom * width + left],
      plane[bottom * width + right]);
}

/* All elements outside of the image are 0, also those between which a place lies. */
FUNCTION float faded(const float *plane, float y, float x, long long height, long long width) {
  if (!(y > -1 && x > -1 && y < height && x < width)) {
    return 0;
  }
  long long top = (long long)floor(y), left = (long long)floor(x);
  return mix(
      y - top, x - left, element_at(plane, top, left, height, width),
      element_at(plane, top, left + 1, height, width), element_at(plane, top + 1, left, height, width),
      element_at(plane, top + 1, left + 1, height, width));
}

/*
 * The elements that windows read, a row of all places of the output for each image, channel and element of a window.
 * Inputs: images, offsets, and factors if there are some. i: channels, channels of a deformed group, whether there are
 * factors; then for rows and for columns the size of the image, of the output, of a window, the distance of windows, of
 * their elements, and the padding.
 */
KERNEL(deformed_windows) {
  const long long *down = a.i + 3, *across = a.i + 9;
  long long height = down[0], width = across[0], places = down[1] * across[1], elements = down[2] * across[2];
  EACH(t) {
    long long place = t % places, element = t / places % elements, map = t / places / elements;
    long long group = map / a.i[0] * (a.i[0] / a.i[1]) + map % a.i[0] / a.i[1];
    long long part = group * elements + element;
    const float *offset = FLOATS(1) + 2 * part * places + place;
    long long top = element / across[2] * down[4] - down[5] + place / across[1] * down[3];
    long long left = element % across[2] * across[4] - across[5] + place % across[1] * across[3];
    const float *plane = FLOATS(0) + map * height * width;
    float y = top + offset[0], x = left + offset[places];
    FLOATS_OUT(0)[t] = a.i[2] ? faded(plane, y, x, height, width) * ((const float *)a.in[2])[part * places + place]
                              : clamped(plane, y, x, height, width);
  }
}

/* Adds a number to all elements of a channel. i: channels, elements of each. */
KERNEL(add_bias) {
  EACH(t) FLOATS_OUT(0)[t] = FLOATS(0)[t] + FLOATS(1)[t / a.i[1] % a.i[0]];
}
