/*
 * A further step of sorting rows: pairs of neighbouring runs become one. Inputs and outputs are keys, and what goes with
 * them. A thread finds the place of an element: it searches the other run for those that come before it. i: size of a row,
 * size of a run.
 */
KERNEL(merge) {
  EACH(t) {
    long long size = a.i[0], width = a.i[1], own = t % size, row = t - own;
    long long begin = own / (2 * width) * (2 * width), middle = begin + width;
    int first = own < middle;
    long long low = first ? middle : begin, high = low + width;
    low = low < size ? low : size;
    high = high < size ? high : size;
    long long key = IN_LONG(0, t), to = t - (first ? low : middle);
    while (low < high) {
      long long at = low + (high - low) / 2, other = IN_LONG(0, row + at);
      if (other < key || (other == key && !first)) {
        low = at + 1;
      } else {
        high = at;
      }
    }
    OUT_LONG(0, to + low, key);
    OUT_LONG(1, to + low, IN_LONG(1, t));
  }
}
