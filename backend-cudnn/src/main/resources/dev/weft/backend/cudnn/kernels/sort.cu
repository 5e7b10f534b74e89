/*
 * The first step of sorting rows: elements become whole numbers that are ordered as they are, and short runs of them are
 * sorted. i: size of a row, distance of neighbours in it, whether the least comes first, size of a run.
 */
FUNCTION long long bits_of_double(double x) {
#if defined(__CUDACC_RTC__)
  return __double_as_longlong(x);
#else
  long long u;
  memcpy(&u, &x, 8);
  return u;
#endif
}

/* What is not a number comes last. */
FUNCTION long long rank_of_f32(float x) {
  i32 u = x != x ? 0x7fc00000 : (i32)bits_of_float(x + 0.0f);
  return u ^ (u >> 31 & 0x7fffffff);
}

FUNCTION long long rank_of_f64(double x) {
  long long u = x != x ? 0x7ff8000000000000LL : bits_of_double(x + 0.0);
  return u ^ (u >> 63 & 0x7fffffffffffffffLL);
}

#define rank_of_i8(x) ((long long)(x))
#define rank_of_u8(x) ((long long)(x))
#define rank_of_i32(x) ((long long)(x))
#define rank_of_i64(x) ((long long)(x))

FUNCTION long long key_of(const struct Args *a, long long at) {
  long long key = PASTE(rank_of_, I0)(PASTE(load_, I0)(a->in[0], at));
  return a->i[2] ? key : ~key;
}

/* A thread finds the place of an element: it counts those that come before it in its run. */
KERNEL(sort_runs) {
  EACH(t) {
    long long size = a.i[0], distance = a.i[1], r = t / size, own = t % size;
    long long row = r / distance * size * distance + r % distance;
    long long begin = own / a.i[3] * a.i[3], end = begin + a.i[3] < size ? begin + a.i[3] : size;
    long long key = key_of(&a, row + own * distance), place = r * size + begin;
    for (long long j = begin; j < end; j++) {
      long long other = key_of(&a, row + j * distance);
      place += other < key || (other == key && j < own);
    }
    OUT_LONG(0, place, key);
    OUT_LONG(1, place, own);
  }
}
