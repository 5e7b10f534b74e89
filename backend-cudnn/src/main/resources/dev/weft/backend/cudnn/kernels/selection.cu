#define ANYWHERE 0
#define WRAPPED 1
#define CONSTANT 2
#define EDGE 3
#define REFLECTED 4

/* A position along an axis of so many elements made one that is there, or -1 if a constant is there. */
FUNCTION long long position_in(long long at, long long size, long long kind) {
  int outside = at < 0 || at >= size;
  if (kind == ANYWHERE || !outside) {
    return at;
  }
  if (kind == WRAPPED) {
    return at % size;
  }
  if (kind == EDGE) {
    return at < 0 ? 0 : size - 1;
  }
  return kind == CONSTANT ? -1 : at < 0 ? -at : 2 * (size - 1) - at;
}

/*
 * Elements of any type, picked along each axis on its own. i: number of axes; for each, its size in the output, how many
 * times each position is there, the first position, the distance of positions, one of the kinds above, its size in the
 * input, the distance of neighbours in the input. f: the constant.
 */
KERNEL(select) {
  EACH(t) {
    long long rest = t, place = 0;
    int chosen = 1;
    for (long long axis = a.i[0] - 1; axis >= 0; axis--) {
      const long long *own = a.i + 1 + 7 * axis;
      long long at = position_in(own[2] + rest % own[0] / own[1] * own[3], own[5], own[4]);
      rest /= own[0];
      chosen &= at >= 0;
      place += at * own[6];
    }
    if (chosen) {
      COPY(0, t, 0, place);
    } else {
      OUT(0, t, (real)a.f[0]);
    }
  }
}
