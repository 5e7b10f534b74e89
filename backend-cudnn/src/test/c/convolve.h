/* What a convolution computes: data, filter, window and result, copied from their descriptors. */
#ifndef CONVOLVE_H
#define CONVOLVE_H

#include "cudnn.h"

struct Window {
  int rank; /* spatial dimensions */
  long padding[MAX_SPATIAL], stride[MAX_SPATIAL], dilation[MAX_SPATIAL];
  long groups;
};

struct Convolution {
  struct Object object;
  struct Window window;
  int compute_type, math_type;
};

struct Convolve {
  struct Dnn *handle;
  struct Tensor x, y;
  struct Filter filter;
  struct Window window;
  const void *x_at, *filter_at;
  void *y_at;
  double alpha, beta;
  /* In the forward direction: what is added, and the activation; NULL for nothing. */
  const void *bias_at, *z_at;
  struct Tensor bias, z;
  double z_factor;
  struct Activation activation;
  void *workspace;
  size_t workspace_bytes;
};

/* y = activation(alpha conv(x) + beta y + z_factor z + bias). */
void convolve_floats(const struct Convolve *c);
void convolve_doubles(const struct Convolve *c);
/* x = alpha (what the convolution takes back from y) + beta x. */
void convolve_back_floats(const struct Convolve *c);
void convolve_back_doubles(const struct Convolve *c);

/* Whether all are live and fit together: a status. */
int convolution_check(const struct Convolution *c, const struct Tensor *x, const struct Filter *filter,
    const struct Tensor *y);

#endif
