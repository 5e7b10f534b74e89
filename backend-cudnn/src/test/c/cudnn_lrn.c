/* cuDNN: local response normalisation across channels. */
#include "cudnn.h"

#include <math.h>

enum { CROSS_CHANNEL = 0, MOST_CHANNELS = 16 };

struct Lrn {
  struct Object object;
  long size; /* 0: not set */
  double alpha, beta, k;
};

struct Normalize {
  struct Dnn *handle;
  struct Lrn lrn;
  struct Tensor x, y;
  const void *x_at;
  void *y_at;
  double alpha, beta;
};

DESCRIPTOR(LRN, Lrn, LRN)

EXPORT int cudnnSetLRNDescriptor(struct Lrn *lrn, unsigned size, double alpha, double beta, double k) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(LRN, lrn)) return DNN_BAD_PARAM;
  if (size < 1 || size > MOST_CHANNELS || beta < 0.01 || k < 1e-5) {
    return dnn_refuse(DNN_BAD_PARAM, "%u channels, beta %g, k %g", size, beta, k);
  }
  lrn->size = size;
  lrn->alpha = alpha;
  lrn->beta = beta;
  lrn->k = k;
  return DNN_SUCCESS;
}

static bool check_memory(int device, const struct Normalize *n) {
  return object_check(DNN_HANDLE, n->handle) && tensor_check(device, &n->x, n->x_at, "the data")
      && tensor_check(device, &n->y, n->y_at, "the result");
}

/* The window of size n is from (n - 1) / 2 channels before to the others behind; alpha is divided by n. */
static double normalized(const struct Normalize *n, long base, long c) {
  long first = c - (n->lrn.size - 1) / 2;
  double squares = 0;
  for (long j = first; j < first + n->lrn.size; j++) {
    if (j < 0 || j >= n->x.dims[1]) continue;
    double x = load(n->x.type, n->x_at, base + j * n->x.strides[1]);
    squares += x * x;
  }
  double x = load(n->x.type, n->x_at, base + c * n->x.strides[1]);
  return x / pow(n->lrn.k + n->lrn.alpha / (double)n->lrn.size * squares, n->lrn.beta);
}

static int run_lrn(int device, void *arguments) {
  struct Normalize *n = arguments;
  if (!check_memory(device, n)) return CUDA_ILLEGAL_ADDRESS;
  for (long image = 0; image < n->x.dims[0]; image++) {
    for (long i = 0; i < spatial_size(&n->x); i++) {
      long base = image * n->x.strides[0] + spatial_offset(&n->x, i);
      long result = image * n->y.strides[0] + spatial_offset(&n->y, i);
      for (long c = 0; c < n->x.dims[1]; c++) {
        long at = result + c * n->y.strides[1];
        double before = n->beta != 0 ? n->beta * load(n->y.type, n->y_at, at) : 0;
        store(n->y.type, n->y_at, at, n->alpha * normalized(n, base, c) + before);
      }
    }
  }
  return CUDA_SUCCESS;
}

static int check_lrn(const struct Lrn *lrn, int mode, const struct Tensor *x, const struct Tensor *y) {
  if (!object_check(LRN, lrn) || !object_check(TENSOR, x) || !object_check(TENSOR, y)) return DNN_BAD_PARAM;
  if (lrn->size == 0) return dnn_refuse(DNN_BAD_PARAM, "the LRN descriptor is not set");
  if (mode != CROSS_CHANNEL) return dnn_refuse(DNN_BAD_PARAM, "mode %d", mode);
  if (!same_dims(x, y) || x->type != y->type) return dnn_refuse(DNN_BAD_PARAM, "data and result differ");
  return x->rank == 4 ? DNN_SUCCESS : dnn_refuse(DNN_NOT_SUPPORTED, "%d dimensions", x->rank);
}

EXPORT int cudnnLRNCrossChannelForward(struct Dnn *handle, struct Lrn *lrn, int mode, const void *alpha,
    struct Tensor *x, const void *x_at, const void *beta, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_lrn(lrn, mode, x, y);
  if (status == DNN_SUCCESS) {
    struct Normalize work = {.handle = handle, .lrn = *lrn, .x = *x, .y = *y, .x_at = x_at, .y_at = y_at,
        .alpha = factor(alpha, y->type), .beta = factor(beta, y->type)};
    if (x_at == y_at) violation("the normalisation would read what it has written");
    bool right = x_at != y_at && check_memory(handle->object.device, &work);
    status = right ? dnn_put(handle, run_lrn, &work, sizeof work) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}
