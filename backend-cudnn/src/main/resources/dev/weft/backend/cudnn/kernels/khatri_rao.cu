/* Kronecker products of the columns of two matrices. i: rows of the second, columns. */
KERNEL(khatri_rao) {
  EACH(t) {
    long long column = t % a.i[1], row = t / a.i[1];
    OUT(0, t, IN(0, row / a.i[0] * a.i[1] + column) * IN(1, row % a.i[0] * a.i[1] + column));
  }
}
