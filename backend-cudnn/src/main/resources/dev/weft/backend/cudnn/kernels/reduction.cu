/*
 * One number of many. START is where the state s begins, NEXT what s and an element v make of it, JOIN what two states x
 * and y do, FINISH the result that s tells, PUT how it is written. real is double, or long long for whole numbers. A
 * block makes a result, or a thread (the macro ALONE). i: number of kept axes, number of reduced axes, number of
 * reduced elements; size and distance of each kept axis, then of each reduced one.
 */
#if defined(ALONE)
#define RESULTS EACH
#define PARTS(j, count) for (long long j = 0; j < (count); j++)
#define TOTAL(s) (s)
#define LEADS 1
#else
BLOCK_REDUCTION(block_join, (JOIN))
#define RESULTS ROWS
#define PARTS LANES
#define TOTAL(s) block_join(s)
#define LEADS (LANE == 0)
#endif

FUNCTION long long place_of(long long t, long long rank, const long long *axes) {
  long long place = 0;
  for (long long axis = rank - 1; axis >= 0; axis--) {
    place += t % axes[2 * axis] * axes[2 * axis + 1];
    t /= axes[2 * axis];
  }
  return place;
}

KERNEL(reduce) {
  const long long *kept = a.i + 3, *reduced = kept + 2 * a.i[0];
  RESULTS(r) {
    long long first = place_of(r, a.i[0], kept);
    real s = START;
    PARTS(j, a.i[2]) {
      real v = IN(0, first + place_of(j, a.i[1], reduced));
      s = NEXT;
    }
    s = TOTAL(s);
    if (LEADS) {
      PUT(0, r, FINISH);
    }
  }
}
