/* Sums; real is long long where all elements are whole numbers. */

#if defined(TERMS)
/* TERMS is the sum of element t of all inputs. */
KERNEL(add_n) {
  EACH(t) OUT(0, t, TERMS);
}
#endif

/* Each element and those before it along an axis; a thread does a row. i: size, distance of neighbours. */
KERNEL(cumulative_sum) {
  long long size = a.i[0], distance = a.i[1];
  EACH(r) {
    long long at = r / distance * size * distance + r % distance;
    real sum = 0;
    for (long long j = 0; j < size; j++, at += distance) {
      sum += IN(0, at);
      OUT(0, at, sum);
    }
  }
}
