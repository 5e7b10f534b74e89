/*
 * Where the greatest element of sign * x is in each row along an axis; the first of several, and 0 where the first element
 * is not a number. A block does a row, or a thread (the macro ALONE); real is double. i: size, distance of neighbours. f: sign.
 */
#if defined(ALONE)
#define LEAST(x) (x)
#else
#define LEAST(x) block_min(x)
#endif

KERNEL(index_of_extreme) {
  long long size = a.i[0], distance = a.i[1];
  GROUPS(r) {
    long long first = r / distance * size * distance + r % distance, found = size;
    real best = -INFINITY;
    PARTS(j, size) {
      real x = IN(0, first + j * distance) * a.f[0];
      if (found == size ? x == x : x > best) {
        best = x;
        found = j;
      }
    }
    real greatest = GREATEST(best);
    real least = LEAST((real)(best == greatest ? found : size));
    if (LEADS) {
      real start = IN(0, first);
      OUT_LONG(0, r, start != start || least == size ? 0 : (long long)least);
    }
  }
}
