/* Sums; real is long long where all elements are whole numbers. */

#if defined(TERMS)
/* TERMS is the sum of element t of all inputs. */
KERNEL(add_n) {
  EACH(t) OUT(0, t, TERMS);
}
#endif

#if defined(ALONE)
#define PART 0LL
#define PART_COUNT 1LL
#define SUM_BEFORE(x) 0
#else
#define PART LANE
#define PART_COUNT LANE_COUNT
#define SUM_BEFORE(x) sum_before(x)

/* The sum of what the threads before this one have. */
FUNCTION real sum_before(real own) {
#if defined(__CUDACC_RTC__)
  __shared__ real sums[BLOCK_THREADS];
  int lane = (int)LANE;
  SYNC();
  sums[lane] = own;
  for (int d = 1; d < (int)LANE_COUNT; d *= 2) {
    SYNC();
    real more = lane >= d ? sums[lane - d] : 0;
    SYNC();
    sums[lane] += more;
  }
  SYNC();
  return lane > 0 ? sums[lane - 1] : 0;
#else
  return own - own;
#endif
}
#endif

/*
 * Each element and those before it along an axis. A block does a row, each of its threads a part of it; or a thread does (the
 * macro ALONE). i: size, distance of neighbours.
 */
KERNEL(cumulative_sum) {
  long long size = a.i[0], distance = a.i[1];
  GROUPS(r) {
    long long row = r / distance * size * distance + r % distance;
    long long part = (size + PART_COUNT - 1) / PART_COUNT;
    long long begin = PART * part, end = begin + part < size ? begin + part : size;
    real sum = 0;
    if (PART_COUNT > 1) {
      for (long long j = begin; j < end; j++) sum += IN(0, row + j * distance);
      sum = SUM_BEFORE(sum);
    }
    for (long long j = begin; j < end; j++) {
      sum += IN(0, row + j * distance);
      OUT(0, row + j * distance, sum);
    }
  }
}
