/* A bound in the precision that it is stored in. */
FUNCTION double stored_bound(double bound) {
  O1 stored;
  PASTE(store_, O1)(&stored, 0, bound);
  return (double)PASTE(load_, O1)(&stored, 0);
}

/*
 * How many elements are in each bin, and the bounds of the bins. A block does a bin. real is double. i: number of elements.
 * f: lower bound, upper bound.
 */
KERNEL(histogram) {
  double from = a.f[0], to = a.f[1], width = (to - from) / a.n;
  ROWS(bin) {
    double low = stored_bound(from + bin * width), high = stored_bound(from + (bin + 1) * width);
    int is_first = bin == 0, is_last = bin == a.n - 1;
    real count = 0;
    LANES(j, a.i[0]) {
      double x = IN(0, j);
      count += x >= from && x <= to && (is_first || x >= low) && (is_last || x < high);
    }
    count = block_sum(count);
    if (LANE == 0) {
      OUT_LONG(0, bin, count);
      OUT(1, bin, low);
      if (is_last) {
        OUT(1, bin + 1, high);
      }
    }
  }
}
