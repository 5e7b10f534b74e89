/*
 * Results made of the indices of each row in order. i: size of a row, distance of neighbours in it, how many of each row are
 * wanted.
 */
#define ROW_BEGIN(r) ((r) / a.i[1] * a.i[0] * a.i[1] + (r) % a.i[1])

/* The row of result t, and where in all indices its own is. */
#define ROW_OF(t) ((t) / a.i[1] / a.i[2] * a.i[1] + (t) % a.i[1])
#define PLACE_OF(t) (ROW_OF(t) * a.i[0] + (t) / a.i[1] % a.i[2])

#if defined(I1)
/* Inputs: data of any type, which stays; indices. */
KERNEL(sorted_values) {
  EACH(t) COPY(0, t, 0, ROW_BEGIN(ROW_OF(t)) + IN_LONG(1, PLACE_OF(t)) * a.i[1]);
}
#endif

KERNEL(sorted_indices) {
  EACH(t) OUT_LONG(0, t, IN_LONG(0, PLACE_OF(t)));
}

/* For each element of the data, 1 if it is wanted, else 0. */
KERNEL(sorted_mask) {
  EACH(t) OUT_LONG(0, ROW_BEGIN(t / a.i[0]) + IN_LONG(0, t) * a.i[1], t % a.i[0] < a.i[2]);
}
