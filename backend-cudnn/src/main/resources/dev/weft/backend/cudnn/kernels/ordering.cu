/*
 * Where the greatest element of sign * x is in each row along an axis, or what is not a number, if there is any; the first
 * of several. A block does a row, or a thread (the macro ALONE); real is double. i: size, distance of neighbours. f: sign.
 */
#if defined(ALONE)
#define LEAST(x) (x)
#else
#define LEAST(x) block_min(x)
#endif

KERNEL(index_of_extreme) {
  long long size = a.i[0], distance = a.i[1];
  GROUPS(r) {
    long long first = r / distance * size * distance + r % distance, found = size, stray = size;
    real best = -INFINITY;
    PARTS(j, size) {
      real x = IN(0, first + j * distance) * a.f[0];
      if (x != x) {
        stray = stray < j ? stray : j;
      } else if (found == size || x > best) {
        best = x;
        found = j;
      }
    }
    real greatest = GREATEST(best);
    real least = LEAST((real)(best == greatest ? found : size));
    real astray = LEAST((real)stray);
    if (LEADS) {
      OUT_LONG(0, r, (long long)(astray < size ? astray : least < size ? least : 0));
    }
  }
}
