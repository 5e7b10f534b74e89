/*
 * Normalisations along an axis, of single-precision numbers; real is double. A row is what lies along the axis. Where
 * rows lie beside one another (the macro ALONE), a thread does a row, else a block.
 */
/* Where row r begins, if rows are of so many elements at that distance. */
FUNCTION long long row_begin(long long r, long long size, long long distance) {
  return r / distance * size * distance + r % distance;
}

/*
 * (x - mean) * gamma / sqrt(variance + epsilon) + beta. i: size, distance, number of factors, whether there is a factor
 * for each row rather than for each element of a row, whether mean and deviation are outputs. f: epsilon.
 */
KERNEL(moment_norm) {
  long long size = a.i[0], distance = a.i[1];
  const float *gamma = FLOATS(1), *beta = FLOATS(2);
  GROUPS(r) {
    const float *from = FLOATS(0) + row_begin(r, size, distance);
    float *to = FLOATS_OUT(0) + row_begin(r, size, distance);
    real sum = 0;
    PARTS(j, size) sum += from[j * distance];
    real mean = TOTAL(sum) / size;
    real squares = 0;
    PARTS(j, size) {
      real apart = from[j * distance] - mean;
      squares += apart * apart;
    }
    real deviation = sqrt(TOTAL(squares) / size + a.f[0]);
    float scale = (float)(1 / deviation);
    PARTS(j, size) {
      long long factor = a.i[3] ? r % a.i[2] : j;
      to[j * distance] = (float)(from[j * distance] - mean) * scale * gamma[factor] + beta[factor];
    }
    if (a.i[4] && LEADS) {
      FLOATS_OUT(1)[r] = (float)mean;
      FLOATS_OUT(2)[r] = (float)deviation;
    }
  }
}

/* x / sqrt(sum of squares + epsilon). i: size, distance. f: epsilon. */
KERNEL(l2_norm) {
  long long size = a.i[0], distance = a.i[1];
  GROUPS(r) {
    const float *from = FLOATS(0) + row_begin(r, size, distance);
    float *to = FLOATS_OUT(0) + row_begin(r, size, distance);
    real squares = 0;
    PARTS(j, size) squares += (real)from[j * distance] * from[j * distance];
    float scale = (float)(1 / sqrt(TOTAL(squares) + a.f[0]));
    PARTS(j, size) to[j * distance] = from[j * distance] * scale;
  }
}

#if defined(LENGTHS)
/*
 * Softmax over the first elements of each row, of which input 1 has the number; the others are 0. i: size, distance,
 * whether the logarithm is wanted. f: what elements are multiplied with.
 */
KERNEL(masked_softmax) {
  long long size = a.i[0], distance = a.i[1];
  GROUPS(r) {
    const float *from = FLOATS(0) + row_begin(r, size, distance);
    float *to = FLOATS_OUT(0) + row_begin(r, size, distance);
    long long count = IN_LONG(1, r);
    count = count < 0 ? 0 : count > size ? size : count;
    real greatest = -INFINITY;
    PARTS(j, count) {
      real x = a.f[0] * from[j * distance];
      greatest = x > greatest ? x : greatest;
    }
    greatest = GREATEST(greatest);
    real sum = 0;
    PARTS(j, count) sum += exp((float)(a.f[0] * from[j * distance] - greatest));
    sum = TOTAL(sum);
    float scale = (float)(1 / sum), shift = log((float)sum);
    PARTS(j, size) {
      float x = j < count ? (float)(a.f[0] * from[j * distance] - greatest) : 0;
      to[j * distance] = j >= count ? 0 : a.i[2] ? x - shift : exp(x) * scale;
    }
  }
}
#endif

/* (x - mean) * gamma / sqrt(variance + epsilon) + beta. i: channels, elements behind them, whether gamma is 1. f: epsilon. */
KERNEL(channel_norm) {
  EACH(t) {
    long long c = t / a.i[1] % a.i[0];
    float gamma = a.i[2] ? 1 : FLOATS(1)[c];
    float scale = gamma / sqrt(FLOATS(4)[c] + (float)a.f[0]);
    FLOATS_OUT(0)[t] = (FLOATS(0)[t] - FLOATS(3)[c]) * scale + FLOATS(2)[c];
  }
}

/* The mean, input 0, and 1 / sqrt(variance + epsilon) of input 1. f: epsilon. */
KERNEL(channel_moments) {
  EACH(c) {
    FLOATS_OUT(0)[c] = FLOATS(0)[c];
    FLOATS_OUT(1)[c] = (float)(1 / sqrt(FLOATS(1)[c] + a.f[0]));
  }
}

/*
 * x / (bias + alpha / size * sum of squares of neighbouring channels) ^ beta. i: channels, elements behind them, the
 * number of neighbours on each side. f: bias, alpha / size, beta.
 */
KERNEL(local_response) {
  long long channels = a.i[0], distance = a.i[1];
  EACH(t) {
    long long c = t / distance % channels;
    long long first = c < a.i[2] ? -c : -a.i[2];
    long long last = c + a.i[2] < channels ? a.i[2] : channels - 1 - c;
    float squares = 0;
    for (long long j = first; j <= last; j++) {
      float x = FLOATS(0)[t + j * distance];
      squares += x * x;
    }
    FLOATS_OUT(0)[t] = FLOATS(0)[t] * pow((float)a.f[0] + (float)a.f[1] * squares, -(float)a.f[2]);
  }
}
