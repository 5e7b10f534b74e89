/* Functions of matrices; real is double. n is the number of rows of a square matrix. */

/* The sum of the logarithms of a diagonal. i: n. A block does a matrix. */
KERNEL(sum_log_diagonal) {
  long long n = a.i[0];
  ROWS(r) {
    real sum = 0;
    LANES(j, n) sum += log(IN(0, (r * n + j) * n + j));
    sum = block_sum(sum);
    if (LANE == 0) {
      OUT(0, r, sum);
    }
  }
}

/* alpha * A * A', or alpha * A' * A. i: rows and columns of A, whether its transpose comes first. f: alpha. */
KERNEL(square_product) {
  long long rows = a.i[0], columns = a.i[1], size = a.i[2] ? columns : rows, length = a.i[2] ? rows : columns;
  long long line = a.i[2] ? 1 : columns, step = a.i[2] ? columns : 1;
  EACH(t) {
    long long i = t / size % size, j = t % size, matrix = t / size / size * rows * columns;
    real sum = 0;
    for (long long k = 0; k < length; k++) {
      sum += IN(0, matrix + i * line + k * step) * IN(0, matrix + j * line + k * step);
    }
    OUT(0, t, a.f[0] * sum);
  }
}

/*
 * The lower triangle L with A = L * L', or the upper one for U' * U. Output 1 is scratch memory for a matrix of real
 * numbers each. i: n, whether the lower triangle is meant. A block does a matrix.
 */
KERNEL(cholesky) {
  long long n = a.i[0], line = a.i[1] ? n : 1, step = a.i[1] ? 1 : n;
  ROWS(r) {
    real *factor = (real *)a.out[1] + r * n * n;
    for (long long j = 0; j < n; j++) {
      if (LANE == 0) {
        real sum = IN(0, r * n * n + j * line + j * step);
        for (long long k = 0; k < j; k++) {
          sum -= factor[j * n + k] * factor[j * n + k];
        }
        if (!(sum > 0)) {
          FAULT();
        }
        factor[j * n + j] = sqrt(sum);
      }
      SYNC();
      LANES(m, n - j - 1) {
        long long i = j + 1 + m;
        real sum = IN(0, r * n * n + i * line + j * step);
        for (long long k = 0; k < j; k++) {
          sum -= factor[i * n + k] * factor[j * n + k];
        }
        factor[i * n + j] = sum / factor[j * n + j];
      }
      SYNC();
    }
    LANES(t, n * n) OUT(0, r * n * n + t / n * line + t % n * step, t % n <= t / n ? factor[t] : 0);
  }
}

/*
 * The inverse of L * L' for a lower triangle L, or of U' * U. Output 1 is scratch memory for a matrix of real numbers
 * each. i: n, whether the lower triangle is meant. A block does a matrix.
 */
KERNEL(inverse_of_square) {
  long long n = a.i[0], line = a.i[1] ? n : 1, step = a.i[1] ? 1 : n;
  ROWS(r) {
    real *inverse = (real *)a.out[1] + r * n * n;
    LANES(j, n) {
      for (long long i = 0; i < n; i++) {
        real sum = i == j;
        for (long long k = j; k < i; k++) {
          sum -= IN(0, r * n * n + i * line + k * step) * inverse[k * n + j];
        }
        inverse[i * n + j] = i < j ? 0 : sum / IN(0, r * n * n + i * line + i * step);
      }
    }
    SYNC();
    LANES(t, n * n) {
      real sum = 0;
      for (long long k = t / n > t % n ? t / n : t % n; k < n; k++) {
        sum += inverse[k * n + t / n] * inverse[k * n + t % n];
      }
      OUT(0, r * n * n + t, sum);
    }
    SYNC();
  }
}

/*
 * Factors a matrix in scratch memory, in place, with rows exchanged for the greatest pivots; behind the n * n elements lie
 * the n original places of rows, and the parity of their order.
 */
FUNCTION void factor_lu(real *factors, long long n) {
  real *order = factors + n * n;
  for (long long c = 0; c < n; c++) {
    SYNC();
    long long pivot = c;
    for (long long i = c + 1; i < n; i++) {
      if (fabs(factors[i * n + c]) > fabs(factors[pivot * n + c])) {
        pivot = i;
      }
    }
    SYNC();
    if (pivot != c) {
      LANES(j, n) {
        real element = factors[c * n + j];
        factors[c * n + j] = factors[pivot * n + j];
        factors[pivot * n + j] = element;
      }
      if (LANE == 0) {
        real place = order[c];
        order[c] = order[pivot];
        order[pivot] = place;
        order[n] = -order[n];
      }
      SYNC();
    }
    if (factors[c * n + c] == 0) {
      continue;
    }
    LANES(m, n - c - 1) factors[(c + 1 + m) * n + c] /= factors[c * n + c];
    SYNC();
    LANES(m, (n - c - 1) * (n - c - 1)) {
      long long i = c + 1 + m / (n - c - 1), j = c + 1 + m % (n - c - 1);
      factors[i * n + j] -= factors[i * n + c] * factors[c * n + j];
    }
  }
  SYNC();
}

#if defined(LU)
/*
 * Determinants (LU is 1), signs and logarithms of them (2), or inverses (3). The last output is scratch memory for
 * n * n + n + 1 real numbers each, and n * n more for inverses. i: n. A block does a matrix.
 */
KERNEL(with_factors) {
  long long n = a.i[0], room = LU == 3 ? 2 * n * n + n + 1 : n * n + n + 1;
  ROWS(r) {
    real *factors = (real *)a.out[LU == 2 ? 2 : 1] + r * room, *order = factors + n * n;
    LANES(t, n * n) factors[t] = IN(0, r * n * n + t);
    LANES(j, n) order[j] = j;
    if (LANE == 0) {
      order[n] = 1;
    }
    factor_lu(factors, n);
#if LU == 3
    real *inverse = order + n + 1;
    LANES(j, n) {
      for (long long i = 0; i < n; i++) {
        real sum = (long long)order[i] == j;
        for (long long k = 0; k < i; k++) {
          sum -= factors[i * n + k] * inverse[k * n + j];
        }
        inverse[i * n + j] = sum;
      }
      for (long long i = n - 1; i >= 0; i--) {
        real sum = inverse[i * n + j];
        for (long long k = i + 1; k < n; k++) {
          sum -= factors[i * n + k] * inverse[k * n + j];
        }
        if (factors[i * n + i] == 0) {
          FAULT();
        }
        inverse[i * n + j] = sum / factors[i * n + i];
        OUT(0, (r * n + i) * n + j, inverse[i * n + j]);
      }
    }
#else
    if (LANE == 0) {
      real product = order[n], sign = order[n], sum = 0;
      for (long long i = 0; i < n; i++) {
        real x = factors[i * n + i];
        product *= x;
        sign *= x > 0 ? 1 : x < 0 ? -1 : x;
        sum += log(fabs(x));
      }
      OUT(0, r, LU == 1 ? product : sign);
#if LU == 2
      OUT(1, r, sum);
#endif
    }
#endif
    SYNC();
  }
}
#endif

#if defined(TRIANGLE)
/*
 * For a triangle T of input 0, or its transpose: alpha * T * B, or alpha * B * T. i: n, rows and columns of B, whether the
 * lower triangle is meant, its transpose, and whether it is on the right. f: alpha.
 */
FUNCTION real triangle_at(const struct Args *a, long long matrix, long long i, long long j) {
  long long row = a->i[4] ? j : i, column = a->i[4] ? i : j;
  int inside = a->i[3] ? column <= row : column >= row;
  return inside ? (real)PASTE(load_, I0)(a->in[0], (matrix * a->i[0] + row) * a->i[0] + column) : 0;
}

KERNEL(triangle_product) {
  long long n = a.i[0], rows = a.i[1], columns = a.i[2];
  EACH(t) {
    long long j = t % columns, i = t / columns % rows, matrix = t / columns / rows;
    real sum = 0;
    for (long long k = 0; k < n; k++) {
      sum += a.i[5] ? IN(1, (matrix * rows + i) * columns + k) * triangle_at(&a, matrix, k, j)
                    : triangle_at(&a, matrix, i, k) * IN(1, (matrix * rows + k) * columns + j);
    }
    OUT(0, t, a.f[0] * sum);
  }
}

/*
 * What T is to be multiplied with for alpha * B. Numbers as above. Output 1 is scratch memory for a real number for each
 * element of B. A thread does a column of B, or a row if the triangle is on the right.
 */
KERNEL(triangle_solution) {
  long long n = a.i[0], rows = a.i[1], columns = a.i[2], vectors = a.i[5] ? rows : columns;
  long long step = a.i[5] ? 1 : columns;
  int forwards = (a.i[3] != a.i[4]) != (a.i[5] != 0);
  EACH(t) {
    long long matrix = t / vectors, first = matrix * rows * columns + t % vectors * (a.i[5] ? columns : 1);
    real *solution = (real *)a.out[1] + first;
    for (long long m = 0; m < n; m++) {
      long long i = forwards ? m : n - 1 - m;
      real sum = a.f[0] * IN(1, first + i * step);
      for (long long k = forwards ? 0 : i + 1; k < (forwards ? i : n); k++) {
        real factor = a.i[5] ? triangle_at(&a, matrix, k, i) : triangle_at(&a, matrix, i, k);
        sum -= factor * solution[k * step];
      }
      solution[i * step] = sum / triangle_at(&a, matrix, i, i);
      OUT(0, first + i * step, solution[i * step]);
    }
  }
}
#endif
