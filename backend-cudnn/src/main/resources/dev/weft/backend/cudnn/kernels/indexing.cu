#define CLIP 0
#define WRAP 1

/* An index of an axis of so many elements made one that is in range; failed is set where that may not be. */
FUNCTION long long in_range(long long index, long long size, long long mode, int *failed) {
  if (index >= 0 && index < size) {
    return index;
  }
  if (size > 0 && mode == CLIP) {
    return index < 0 ? 0 : size - 1;
  }
  if (size > 0 && mode == WRAP) {
    return (index % size + size) % size;
  }
  *failed = 1;
  return 0;
}

/* Rows in which the element at an index differs. i: length of a row. f: that element, the others. */
KERNEL(one_hot) {
  EACH(t) OUT(0, t, (real)(t % a.i[0] == IN_LONG(0, t / a.i[0]) ? a.f[0] : a.f[1]));
}

/* Indices along each axis made into places in row-major order. i: number of axes, number of places; size of each axis. */
KERNEL(ravel) {
  EACH(t) {
    long long place = 0;
    for (long long axis = 0; axis < a.i[0]; axis++) {
      place = place * a.i[2 + axis] + IN_LONG(0, axis * a.i[1] + t);
    }
    OUT_LONG(0, t, place);
  }
}

/* The other way. */
KERNEL(unravel) {
  EACH(t) {
    long long place = IN_LONG(0, t);
    for (long long axis = a.i[0] - 1; axis > 0; axis--) {
      OUT_LONG(0, axis * a.i[1] + t, place % a.i[2 + axis]);
      place /= a.i[2 + axis];
    }
    OUT_LONG(0, t, place);
  }
}

#if defined(I1)
/*
 * Slices of the first input along an axis, in the order of indices. i: number of indices, elements of a slice that lie together,
 * size of the axis, mode.
 */
KERNEL(take) {
  long long taken = a.i[0], after = a.i[1], size = a.i[2];
  EACH(t) {
    int failed = 0;
    long long index = in_range(IN_LONG(1, t / after % taken), size, a.i[3], &failed);
    if (failed) {
      FAULT();
    } else {
      COPY(0, t, 0, (t / after / taken * size + index) * after + t % after);
    }
  }
}

/* One element of each row along an axis. i: size of the axis, distance of neighbours, mode. */
KERNEL(pick) {
  long long size = a.i[0], distance = a.i[1];
  EACH(t) {
    int failed = 0;
    long long index = in_range(IN_LONG(1, t), size, a.i[2], &failed);
    if (failed) {
      FAULT();
    } else {
      COPY(0, t, 0, (t / distance * size + index) * distance + t % distance);
    }
  }
}

/*
 * Parts of the first input, at indices along its first axes; those below 0 count from behind. i: number of parts, elements of a
 * part, number of axes; size and distance of each.
 */
KERNEL(gather) {
  EACH(t) {
    int failed = 0;
    long long place = t % a.i[1];
    for (long long axis = 0; axis < a.i[2]; axis++) {
      long long size = a.i[3 + 2 * axis];
      long long index = IN_LONG(1, axis * a.i[0] + t / a.i[1]);
      failed |= index < -size || index >= size;
      place += (index < 0 ? index + size : index) * a.i[4 + 2 * axis];
    }
    if (failed) {
      FAULT();
    } else {
      COPY(0, t, 0, place);
    }
  }
}
#endif

/*
 * Which slice comes to which place: the last one that names it, or -1. Input: for each axis the indices of all slices.
 * First all places are cleared. i: number of slices, number of axes; size of each.
 */
KERNEL(clear_owners) {
  EACH(t) OUT_LONG(0, t, -1);
}

KERNEL(find_owners) {
  EACH(t) {
    int failed = 0;
    long long place = 0;
    for (long long axis = 0; axis < a.i[1]; axis++) {
      long long size = a.i[2 + axis], index = IN_LONG(0, axis * a.i[0] + t);
      failed |= index < 0 || index >= size;
      place = place * size + index;
    }
    if (failed) {
      FAULT();
    } else {
      ATOMIC_MAX((int *)a.out[0] + place, (int)t);
    }
  }
}

#if defined(I1)
/* Slices of the second input at places that the first tells; elsewhere the third, or 0. i: elements of a slice. */
KERNEL(scatter) {
  EACH(t) {
    long long owner = IN_LONG(0, t / a.i[0]);
    if (owner >= 0) {
      COPY(0, t, 1, owner * a.i[0] + t % a.i[0]);
    } else {
#if defined(I2)
      COPY(0, t, 2, t);
#else
      OUT_LONG(0, t, 0);
#endif
    }
  }
}
#endif

#if defined(I2)
/* Elements of the second input where the first is not 0, else of the third. i: how many one condition decides. */
KERNEL(where) {
  EACH(t) {
    if (IN(0, t / a.i[0]) != 0) {
      COPY(0, t, 1, t);
    } else {
      COPY(0, t, 2, t);
    }
  }
}
#endif
