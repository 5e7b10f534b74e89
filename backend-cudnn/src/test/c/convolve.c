/* Convolutions in both directions, for both types that are computed with. */
#include "convolve.h"

#include <stdlib.h>
#include <string.h>

static long window_size(const struct Convolve *c) {
  long size = 1;
  for (int i = 2; i < c->filter.rank; i++) size *= c->filter.dims[i];
  return size;
}

/* For each element of the window and each position of y: the position of x that they meet, -1 in the padding. */
static long *met_positions(const struct Convolve *c) {
  long window = window_size(c), positions = spatial_size(&c->y);
  long *met = scratch((size_t)(window * positions), sizeof *met);
  for (long w = 0; w < window; w++) {
    for (long p = 0; p < positions; p++) {
      long rest_of_window = w, rest = p, at = 0, step = 1;
      for (int i = c->window.rank - 1; i >= 0; i--) {
        long from = rest % c->y.dims[i + 2] * c->window.stride[i] - c->window.padding[i]
            + rest_of_window % c->filter.dims[i + 2] * c->window.dilation[i];
        if (from < 0 || from >= c->x.dims[i + 2]) at = -1;
        if (at >= 0) at += from * step;
        step *= c->x.dims[i + 2];
        rest /= c->y.dims[i + 2];
        rest_of_window /= c->filter.dims[i + 2];
      }
      met[w * positions + p] = at;
    }
  }
  return met;
}

static void store_result(const struct Convolve *c, long n, long channel, long position, double sum) {
  long at = n * c->y.strides[0] + channel * c->y.strides[1] + spatial_offset(&c->y, position);
  double x = c->alpha * sum;
  if (c->beta != 0) x += c->beta * load(c->y.type, c->y_at, at);
  if (c->z_at != NULL) {
    long z = n * c->z.strides[0] + channel * c->z.strides[1] + spatial_offset(&c->z, position);
    x += c->z_factor * load(c->z.type, c->z_at, z);
  }
  if (c->bias_at != NULL) x += load(c->bias.type, c->bias_at, channel * c->bias.strides[1]);
  store(c->y.type, c->y_at, at, activate(&c->activation, x));
}

static void store_source(const struct Convolve *c, long n, long channel, long position, double sum) {
  long at = n * c->x.strides[0] + channel * c->x.strides[1] + spatial_offset(&c->x, position);
  double x = c->alpha * sum;
  if (c->beta != 0) x += c->beta * load(c->x.type, c->x_at, at);
  store(c->x.type, (void *)c->x_at, at, x);
}

#define REAL float
#define NAME(prefix) prefix##floats
#include "convolve.inc"
#undef REAL
#undef NAME

#define REAL double
#define NAME(prefix) prefix##doubles
#include "convolve.inc"
