/* cuDNN: pooling. */
#include "cudnn.h"

#include <math.h>

enum { MAX = 0, MEAN_WITH_PADDING = 1, MEAN_WITHOUT_PADDING = 2, MAX_DETERMINISTIC = 3 };

struct Pooling {
  struct Object object;
  int mode, propagates_nan, rank;
  long window[MAX_SPATIAL], padding[MAX_SPATIAL], stride[MAX_SPATIAL];
};

struct Pool {
  struct Dnn *handle;
  struct Pooling pooling;
  struct Tensor x, y;
  const void *x_at;
  void *y_at;
  double alpha, beta;
};

DESCRIPTOR(Pooling, Pooling, POOLING)

EXPORT int cudnnSetPoolingNdDescriptor(struct Pooling *pooling, int mode, int propagates_nan, int rank,
    const int *window, const int *padding, const int *stride) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(POOLING, pooling)) return DNN_BAD_PARAM;
  if (mode < MAX || mode > MAX_DETERMINISTIC) return dnn_refuse(DNN_BAD_PARAM, "mode %d", mode);
  if (rank < 2 || rank > MAX_SPATIAL) return dnn_refuse(DNN_NOT_SUPPORTED, "%d spatial dimensions", rank);
  for (int i = 0; i < rank; i++) {
    if (window[i] < 1 || padding[i] < 0 || padding[i] >= window[i] || stride[i] < 1) {
      return dnn_refuse(DNN_BAD_PARAM, "window %d, padding %d, stride %d", window[i], padding[i], stride[i]);
    }
    pooling->window[i] = window[i];
    pooling->padding[i] = padding[i];
    pooling->stride[i] = stride[i];
  }
  pooling->mode = mode;
  pooling->propagates_nan = propagates_nan;
  pooling->rank = rank;
  return DNN_SUCCESS;
}

/* What the elements of x under the window at a position of y become; base is where their channel starts. */
static double pool(const struct Pool *p, long base, long position) {
  long elements = 1, met = 0, start[MAX_SPATIAL];
  for (int i = p->pooling.rank - 1; i >= 0; i--) {
    start[i] = position % p->y.dims[i + 2] * p->pooling.stride[i] - p->pooling.padding[i];
    position /= p->y.dims[i + 2];
    elements *= p->pooling.window[i];
  }
  double most = -INFINITY, sum = 0;
  for (long w = 0; w < elements; w++) {
    long rest = w, at = base;
    bool inside = true;
    for (int i = p->pooling.rank - 1; i >= 0; i--) {
      long from = start[i] + rest % p->pooling.window[i];
      rest /= p->pooling.window[i];
      inside &= from >= 0 && from < p->x.dims[i + 2];
      at += from * p->x.strides[i + 2];
    }
    if (!inside) continue;
    double x = load(p->x.type, p->x_at, at);
    bool stray = p->pooling.propagates_nan && (isnan(x) || isnan(most));
    most = stray ? NAN : x > most ? x : most;
    sum += x;
    met++;
  }
  if (p->pooling.mode == MAX || p->pooling.mode == MAX_DETERMINISTIC) return most;
  return sum / (double)(p->pooling.mode == MEAN_WITH_PADDING ? elements : met);
}

static int run_pool(int device, void *arguments) {
  struct Pool *p = arguments;
  bool right = object_check(DNN_HANDLE, p->handle) && tensor_check(device, &p->x, p->x_at, "the data")
      && tensor_check(device, &p->y, p->y_at, "the result");
  if (!right) return CUDA_ILLEGAL_ADDRESS;
  long positions = spatial_size(&p->y);
  for (long n = 0; n < p->y.dims[0]; n++) {
    for (long c = 0; c < p->y.dims[1]; c++) {
      for (long position = 0; position < positions; position++) {
        long at = n * p->y.strides[0] + c * p->y.strides[1] + spatial_offset(&p->y, position);
        double x = p->alpha * pool(p, n * p->x.strides[0] + c * p->x.strides[1], position);
        if (p->beta != 0) x += p->beta * load(p->y.type, p->y_at, at);
        store(p->y.type, p->y_at, at, x);
      }
    }
  }
  return CUDA_SUCCESS;
}

static int check_pooling(const struct Pooling *pooling, const struct Tensor *x, const struct Tensor *y) {
  if (!object_check(POOLING, pooling) || !object_check(TENSOR, x) || !object_check(TENSOR, y)) return DNN_BAD_PARAM;
  if (x->type != y->type) return dnn_refuse(DNN_BAD_PARAM, "types %d and %d", x->type, y->type);
  if (x->rank != y->rank || x->rank != pooling->rank + 2 || x->dims[0] != y->dims[0] || x->dims[1] != y->dims[1]) {
    return dnn_refuse(DNN_BAD_PARAM, "data, result and window do not fit");
  }
  for (int i = 0; i < pooling->rank; i++) {
    long room = x->dims[i + 2] + 2 * pooling->padding[i] - pooling->window[i];
    if (room < 0 || y->dims[i + 2] != room / pooling->stride[i] + 1) {
      return dnn_refuse(DNN_BAD_PARAM, "dimension %d of the result is %ld", i, y->dims[i + 2]);
    }
  }
  if (x->dims[0] > MOST_IMAGES) return dnn_refuse(DNN_NOT_SUPPORTED, "%ld images", x->dims[0]);
  return DNN_SUCCESS;
}

EXPORT int cudnnPoolingForward(struct Dnn *handle, struct Pooling *pooling, const void *alpha, struct Tensor *x,
    const void *x_at, const void *beta, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_pooling(pooling, x, y);
  if (status == DNN_SUCCESS) {
    struct Pool work = {.handle = handle, .pooling = *pooling, .x = *x, .y = *y, .x_at = x_at, .y_at = y_at,
        .alpha = factor(alpha, y->type), .beta = factor(beta, y->type)};
    bool right = tensor_check(handle->object.device, x, x_at, "the data")
        && tensor_check(handle->object.device, y, y_at, "the result");
    status = right ? dnn_put(handle, run_pool, &work, sizeof work) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}
