/*
 * Mean and variance along any axes; real is double. A thread does a mean where the last axis is kept (the macro ALONE),
 * else a block. Deviations of whole numbers (the macro WHOLE) are around what remains of the mean. i: number of kept axes,
 * number of reduced axes, number of reduced elements; size and distance of each kept axis, then of each reduced one.
 */
FUNCTION long long place_of(long long t, long long rank, const long long *axes) {
  long long place = 0;
  for (long long axis = rank - 1; axis >= 0; axis--) {
    place += t % axes[2 * axis] * axes[2 * axis + 1];
    t /= axes[2 * axis];
  }
  return place;
}

KERNEL(moments) {
  const long long *kept = a.i + 3, *reduced = kept + 2 * a.i[0];
  GROUPS(r) {
    long long first = place_of(r, a.i[0], kept);
    real sum = 0;
    PARTS(j, a.i[2]) sum += IN(0, first + place_of(j, a.i[1], reduced));
    real mean = TOTAL(sum) / a.i[2];
#if defined(WHOLE)
    mean = trunc(mean);
#endif
    real squares = 0;
    PARTS(j, a.i[2]) {
      real apart = IN(0, first + place_of(j, a.i[1], reduced)) - mean;
      squares += apart * apart;
    }
    squares = TOTAL(squares);
    if (LEADS) {
      OUT(0, r, mean);
      OUT(1, r, squares / a.i[2]);
    }
  }
}
