/* Comparisons within rows along an axis. A block does a row; real is double. i: size, distance of neighbours. */
#define ROW_BEGIN(r) ((r) / a.i[1] * a.i[0] * a.i[1] + (r) % a.i[1])

/* Where the greatest element of sign * x is; the first of several. f: sign. */
KERNEL(index_of_extreme) {
  long long size = a.i[0], distance = a.i[1];
  ROWS(r) {
    long long first = ROW_BEGIN(r), found = size;
    real best = -INFINITY;
    LANES(j, size) {
      real x = IN(0, first + j * distance) * a.f[0];
      if (found == size ? x == x : x > best) {
        best = x;
        found = j;
      }
    }
    real greatest = block_max(best);
    real least = block_min((real)(best == greatest ? found : size));
    if (LANE == 0) {
      real start = IN(0, first);
      OUT_LONG(0, r, start != start || least == size ? 0 : (long long)least);
    }
  }
}

#if defined(SORTED)
/* A whole number that is ordered as numbers are, those that are none last. */
FUNCTION long long rank_of_real(double x) {
  long long bits;
  x += 0.0;
#if defined(__CUDACC_RTC__)
  bits = __double_as_longlong(x);
#else
  memcpy(&bits, &x, 8);
#endif
  return x != x ? 0x7ff8000000000000LL : bits < 0 ? bits ^ 0x7fffffffffffffffLL : bits;
}

#if defined(WHOLE)
#define RANK(at) IN_LONG(0, at)
#else
#define RANK(at) rank_of_real(IN(0, at))
#endif

/* Puts the smaller of two keys first, equal ones in order of their indices. */
FUNCTION void order(long long *ranks, int *indices, long long low, long long high) {
  long long x = ranks[low], y = ranks[high];
  int i = indices[low], j = indices[high];
  if (x > y || (x == y && i > j)) {
    ranks[low] = y;
    ranks[high] = x;
    indices[low] = j;
    indices[high] = i;
  }
}

/*
 * Sorts rows by a bitonic network: output 0 is for ranks, output 1 for indices, room for a power of two of each row. i[2]: that
 * power, i[3]: whether ranks descend.
 */
KERNEL(sort_rows) {
  long long size = a.i[0], room = a.i[2];
  ROWS(r) {
    long long *ranks = (long long *)a.out[0] + r * room;
    int *indices = (int *)a.out[1] + r * room;
    LANES(j, room) {
      long long rank = j < size ? RANK(ROW_BEGIN(r) + j * a.i[1]) : 0;
      ranks[j] = j >= size ? 0x7fffffffffffffffLL : a.i[3] ? ~rank : rank;
      indices[j] = (int)j;
    }
    SYNC();
    for (long long width = 2; width <= room; width *= 2) {
      LANES(j, room / 2) {
        long long block = j / (width / 2) * width, at = j % (width / 2);
        order(ranks, indices, block + at, block + width - 1 - at);
      }
      SYNC();
      for (long long apart = width / 4; apart > 0; apart /= 2) {
        LANES(j, room / 2) {
          long long low = j / apart * apart * 2 + j % apart;
          order(ranks, indices, low, low + apart);
        }
        SYNC();
      }
    }
  }
}
#endif

#if defined(I1)
/* The first elements of sorted rows. Inputs: data, sorted indices. i[2]: room of a row, i[3]: how many. */
#define SORTED_AT(t)                                                                                                   \
  long long row = (t) / a.i[1] / a.i[3] * a.i[1] + (t) % a.i[1];                                                      \
  long long index = IN_LONG(1, row * a.i[2] + (t) / a.i[1] % a.i[3])

KERNEL(sorted_values) {
  EACH(t) {
    SORTED_AT(t);
    COPY(0, t, 0, ROW_BEGIN(row) + index * a.i[1]);
  }
}

KERNEL(sorted_indices) {
  EACH(t) {
    SORTED_AT(t);
    OUT_LONG(0, t, index);
  }
}

/* 1 for the first elements of sorted rows, 0 for the others. A block does a row. */
KERNEL(sorted_mask) {
  ROWS(row) {
    LANES(j, a.i[0]) OUT_LONG(0, ROW_BEGIN(row) + j * a.i[1], 0);
    SYNC();
    LANES(j, a.i[3]) OUT_LONG(0, ROW_BEGIN(row) + IN_LONG(1, row * a.i[2] + j) * a.i[1], 1);
    SYNC();
  }
}
#endif
