/* Elements that depend on no input. */

/* f: the number. */
KERNEL(fill) {
  EACH(t) OUT(0, t, (real)a.f[0]);
}

/* Evenly spaced numbers. f: the first, the distance of neighbours. */
KERNEL(linspace) {
  EACH(t) OUT(0, t, (real)(a.f[0] + a.f[1] * t));
}

/* The same, computed in the type of the elements. i: how many times each number is there. */
KERNEL(range) {
  EACH(t) OUT(0, t, (real)a.f[0] + (real)(t / a.i[0]) * (real)a.f[1]);
}

/* Ones on a diagonal. i: number of columns, how far the diagonal is above the main one. */
KERNEL(eye) {
  EACH(t) OUT_LONG(0, t, t % a.i[0] - t / a.i[0] == a.i[1]);
}

/* The indices of each element along some axes. i: how many axes; distance and size of each. */
KERNEL(index_array) {
  EACH(t) {
    const long long *axis = a.i + 1 + 2 * (t % a.i[0]);
    OUT_LONG(0, t, t / a.i[0] / axis[0] % axis[1]);
  }
}

/* i: the numbers. */
KERNEL(listed) {
  EACH(t) OUT_LONG(0, t, a.i[t]);
}
