/*
 * Means over windows that cover images evenly: window i of n over a size s reaches from i * s / n, rounded down, to
 * (i + 1) * s / n, rounded up. i: height and width of the data, then of the output.
 */
KERNEL(adaptive_pooling) {
  long long height = a.i[0], width = a.i[1], rows = a.i[2], columns = a.i[3];
  GROUPS(r) {
    long long x = r % columns, y = r / columns % rows, plane = r / columns / rows * height * width;
    long long top = y * height / rows, bottom = ((y + 1) * height + rows - 1) / rows;
    long long left = x * width / columns, right = ((x + 1) * width + columns - 1) / columns;
    long long across = right - left, count = (bottom - top) * across;
    real sum = 0;
    PARTS(j, count) sum += IN(0, plane + (top + j / across) * width + left + j % across);
    sum = TOTAL(sum);
    if (LEADS) {
      OUT(0, r, sum / count);
    }
  }
}
