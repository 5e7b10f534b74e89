/*
 * Writes the elements of the output in order, each read from the place in the input that its indices tell.
 * i: rank, offset in the input, then for each axis of the output its size and its distance in the input.
 */
FUNCTION long long place_of(long long t, const struct Args *a) {
  long long place = a->i[1];
  for (int axis = (int)a->i[0] - 1; axis >= 0; axis--) {
    long long size = a->i[2 + 2 * axis];
    place += t % size * a->i[3 + 2 * axis];
    t /= size;
  }
  return place;
}

/* The same type, or to another floating-point type. */
KERNEL(strided_convert) {
  EACH(t) OUT(0, t, IN(0, place_of(t, &a)));
}

/* Any type, which stays. */
KERNEL(strided_copy) {
  EACH(t) COPY(0, t, 0, place_of(t, &a));
}
