/* Images of another size. */

/* Images interpolated linearly along both axes. i: height and width of the data, then of the output, whether corners stay. */
FUNCTION float place_between(long long at, long long size, long long wanted, long long corners) {
  float scale = wanted < 2 ? 0 : corners ? (float)(size - 1) / (wanted - 1) : (float)size / wanted;
  if (corners || size == wanted) {
    return scale * at;
  }
  float place = (float)(scale * (at + 0.5) - 0.5);
  return place > 0 ? place : 0;
}

KERNEL(bilinear) {
  long long height = a.i[0], width = a.i[1], rows = a.i[2], columns = a.i[3];
  EACH(t) {
    float x = place_between(t % columns, width, columns, a.i[4]);
    float y = place_between(t / columns % rows, height, rows, a.i[4]);
    long long left = (long long)x, right = left + 1 < width ? left + 1 : left;
    long long top = (long long)y, bottom = top + 1 < height ? top + 1 : top;
    long long plane = t / columns / rows * height;
    real across = x - left, down = y - top;
    long long above = (plane + top) * width, below = (plane + bottom) * width;
    real upper = (1 - across) * IN(0, above + left) + across * IN(0, above + right);
    real lower = (1 - across) * IN(0, below + left) + across * IN(0, below + right);
    OUT(0, t, (1 - down) * upper + down * lower);
  }
}

/*
 * Images whose pixels are repeated to one size, put behind one another along the channels or added up. i: channels, height
 * and width of the output, whether images are added, their number, whether the first one is what was computed before;
 * the number of channels before the images, then for each image its channels, height and width.
 */
KERNEL(upsample) {
  long long channels = a.i[0], height = a.i[1], width = a.i[2];
  EACH(t) {
    long long x = t % width, y = t / width % height, plane = t / width / height;
    long long channel = plane % channels, image = plane / channels, passed = a.i[6];
    real sum = 0;
    int whole = a.i[3] == 0;
    if (a.i[5] && (a.i[3] || channel < passed)) {
      if (whole) {
        COPY(0, t, 0, t);
        continue;
      }
      sum = IN(0, t);
    }
    for (long long k = a.i[5]; k < a.i[4]; k++) {
      const long long *size = a.i + 7 + 3 * (k - a.i[5]);
      long long own = a.i[3] ? channel : channel - passed;
      if (own >= 0 && own < size[0]) {
        long long scale = height / size[1];
        long long at = ((image * size[0] + own) * size[1] + y / scale) * size[2] + x / scale;
        if (whole) {
          ((O0 *)a.out[0])[t] = ((const O0 *)a.in[k])[at];
        } else {
          sum += PASTE(load_, I0)(a.in[k], at);
        }
      }
      passed += size[0];
    }
    if (!whole) {
      OUT(0, t, sum);
    }
  }
}
