/*
 * Parts of a whole along an axis, elements of any type. i: elements of a part in a row, elements of the whole in a row, where in
 * the row of the whole the part begins.
 */
#define PLACE_IN_WHOLE (t / a.i[0] * a.i[1] + a.i[2] + t % a.i[0])

/* Puts a part into the whole. */
KERNEL(join) {
  EACH(t) COPY(0, PLACE_IN_WHOLE, 0, t);
}

/* Takes a part out of the whole. */
KERNEL(part) {
  EACH(t) COPY(0, t, 0, PLACE_IN_WHOLE);
}
