/* Diagonals and triangles of square matrices, of elements of any type. */

/* Vectors as a diagonal in zeros. i: rows of a matrix, how far the diagonal is above the main one. */
KERNEL(diagonal_matrix) {
  long long size = a.i[0], offset = a.i[1], length = size - (offset < 0 ? -offset : offset);
  EACH(t) {
    long long column = t % size, row = t / size % size;
    if (column - row == offset) {
      COPY(0, t, 0, t / size / size * length + (offset > 0 ? row : column));
    } else {
      OUT(0, t, 0);
    }
  }
}

/*
 * Triangles taken out of matrices, or put into zeros; a thread does an element of a matrix. i: rows of a matrix, the size
 * of the offset, whether the triangle is the upper one, whether it is taken out.
 */
KERNEL(triangle) {
  long long size = a.i[0], side = size - a.i[1];
  EACH(t) {
    long long row = t / size % size, column = t % size;
    long long low = (a.i[2] ? column : row) - a.i[1], high = a.i[2] ? row : column;
    long long at = t / size / size * (side * (side + 1) / 2) + low * (low + 1) / 2 + high;
    if (low < high) {
      if (!a.i[3]) {
        OUT(0, t, 0);
      }
    } else if (a.i[3]) {
      COPY(0, at, 0, t);
    } else {
      COPY(0, t, 0, at);
    }
  }
}
