/* cuDNN: softmax, batch normalisation, activations and sums. */
#include "cudnn.h"

#include <math.h>

enum { SOFTMAX_FAST = 0, SOFTMAX_ACCURATE = 1, SOFTMAX_LOG = 2 };
enum { OF_INSTANCE = 0, OF_CHANNELS = 1 };
enum { SPATIAL = 1, SPATIAL_PERSISTENT = 2 };

/* What the functions of this file are given: x, y and, for some, parameters. */
struct Pointwise {
  struct Dnn *handle;
  struct Tensor x, y, parameters;
  const void *x_at;
  void *y_at;
  double alpha, beta;
  int algorithm, mode;
  const void *scale, *shift, *mean, *variance;
  double epsilon;
  struct Activation activation;
};

static bool check_memory(int device, const struct Pointwise *p) {
  return object_check(DNN_HANDLE, p->handle) && tensor_check(device, &p->x, p->x_at, "the data")
      && tensor_check(device, &p->y, p->y_at, "the result");
}

static void put_result(const struct Pointwise *p, long at, double x) {
  double before = p->beta != 0 ? p->beta * load(p->y.type, p->y_at, at) : 0;
  store(p->y.type, p->y_at, at, p->alpha * x + before);
}

static long offset(const struct Tensor *t, long n, long c, long position) {
  return n * t->strides[0] + c * t->strides[1] + spatial_offset(t, position);
}

static int put(struct Dnn *handle, int (*run)(int device, void *arguments), const struct Pointwise *p) {
  if (!check_memory(handle->object.device, p)) return DNN_BAD_PARAM;
  return dnn_put(handle, run, p, sizeof *p);
}

/* Softmax of the channels at one position, or of a whole image, whose elements start at first. */
static void softmax(const struct Pointwise *p, long n, long first) {
  long size = p->mode == OF_CHANNELS ? 1 : spatial_size(&p->x);
  double most = -INFINITY, sum = 0;
  for (long i = 0; i < p->x.dims[1] * size; i++) {
    double x = load(p->x.type, p->x_at, offset(&p->x, n, i / size, first + i % size));
    if (x > most) most = x;
  }
  for (long i = 0; i < p->x.dims[1] * size; i++) {
    sum += exp(load(p->x.type, p->x_at, offset(&p->x, n, i / size, first + i % size)) - most);
  }
  for (long i = 0; i < p->x.dims[1] * size; i++) {
    double x = load(p->x.type, p->x_at, offset(&p->x, n, i / size, first + i % size)) - most;
    double y = p->algorithm == SOFTMAX_LOG ? x - log(sum) : exp(x) / sum;
    put_result(p, offset(&p->y, n, i / size, first + i % size), y);
  }
}

static int run_softmax(int device, void *arguments) {
  struct Pointwise *p = arguments;
  if (!check_memory(device, p)) return CUDA_ILLEGAL_ADDRESS;
  long positions = p->mode == OF_CHANNELS ? spatial_size(&p->x) : 1;
  for (long n = 0; n < p->x.dims[0]; n++) {
    for (long position = 0; position < positions; position++) softmax(p, n, position);
  }
  return CUDA_SUCCESS;
}

static int check_pair(const struct Tensor *x, const struct Tensor *y) {
  if (!object_check(TENSOR, x) || !object_check(TENSOR, y)) return DNN_BAD_PARAM;
  if (!same_dims(x, y) || x->type != y->type) return dnn_refuse(DNN_BAD_PARAM, "data and result differ");
  if (x->rank < 4) return dnn_refuse(DNN_NOT_SUPPORTED, "%d dimensions", x->rank);
  return DNN_SUCCESS;
}

EXPORT int cudnnSoftmaxForward(struct Dnn *handle, int algorithm, int mode, const void *alpha, struct Tensor *x,
    const void *x_at, const void *beta, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_pair(x, y);
  if (algorithm < SOFTMAX_FAST || algorithm > SOFTMAX_LOG || mode < OF_INSTANCE || mode > OF_CHANNELS) {
    status = dnn_refuse(DNN_BAD_PARAM, "algorithm %d, mode %d", algorithm, mode);
  }
  if (status == DNN_SUCCESS) {
    struct Pointwise work = {.handle = handle, .x = *x, .y = *y, .x_at = x_at, .y_at = y_at, .algorithm = algorithm,
        .mode = mode, .alpha = factor(alpha, y->type), .beta = factor(beta, y->type)};
    status = put(handle, run_softmax, &work);
  }
  return dnn_end(handle, status);
}

static bool check_parameters(int device, const struct Pointwise *p) {
  return tensor_check(device, &p->parameters, p->scale, "the scale")
      && tensor_check(device, &p->parameters, p->shift, "the shift")
      && tensor_check(device, &p->parameters, p->mean, "the mean")
      && tensor_check(device, &p->parameters, p->variance, "the variance");
}

static int run_normalization(int device, void *arguments) {
  struct Pointwise *p = arguments;
  if (!check_memory(device, p) || !check_parameters(device, p)) return CUDA_ILLEGAL_ADDRESS;
  int type = p->parameters.type;
  long positions = spatial_size(&p->x);
  for (long c = 0; c < p->x.dims[1]; c++) {
    long at = c * p->parameters.strides[1];
    double factor_of_channel = load(type, p->scale, at) / sqrt(load(type, p->variance, at) + p->epsilon);
    double mean = load(type, p->mean, at), shift = load(type, p->shift, at);
    for (long n = 0; n < p->x.dims[0]; n++) {
      for (long i = 0; i < positions; i++) {
        double x = load(p->x.type, p->x_at, offset(&p->x, n, c, i));
        put_result(p, offset(&p->y, n, c, i), (x - mean) * factor_of_channel + shift);
      }
    }
  }
  return CUDA_SUCCESS;
}

static int check_normalization(int mode, const struct Tensor *x, const struct Tensor *y,
    const struct Tensor *parameters, double epsilon) {
  int status = check_pair(x, y);
  if (status != DNN_SUCCESS) return status;
  if (!object_check(TENSOR, parameters)) return DNN_BAD_PARAM;
  if (mode != SPATIAL && mode != SPATIAL_PERSISTENT) return dnn_refuse(DNN_NOT_SUPPORTED, "mode %d", mode);
  if (epsilon < 0) return dnn_refuse(DNN_BAD_PARAM, "epsilon %g", epsilon);
  if (x->rank > 5) return dnn_refuse(DNN_NOT_SUPPORTED, "%d dimensions", x->rank);
  if (x->dims[0] > MOST_IMAGES) return dnn_refuse(DNN_NOT_SUPPORTED, "%ld images", x->dims[0]);
  bool right = parameters->type == (x->type == F64 ? F64 : F32) && parameters->rank == x->rank
      && parameters->dims[0] == 1 && parameters->dims[1] == x->dims[1] && spatial_size(parameters) == 1;
  return right ? DNN_SUCCESS : dnn_refuse(DNN_BAD_PARAM, "the parameters do not fit the data");
}

EXPORT int cudnnBatchNormalizationForwardInference(struct Dnn *handle, int mode, const void *alpha, const void *beta,
    struct Tensor *x, const void *x_at, struct Tensor *y, void *y_at, struct Tensor *parameters, const void *scale,
    const void *shift, const void *mean, const void *variance, double epsilon) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_normalization(mode, x, y, parameters, epsilon);
  if (status == DNN_SUCCESS) {
    struct Pointwise work = {.handle = handle, .x = *x, .y = *y, .parameters = *parameters, .x_at = x_at, .y_at = y_at,
        .alpha = factor(alpha, y->type), .beta = factor(beta, y->type), .scale = scale, .shift = shift, .mean = mean,
        .variance = variance, .epsilon = epsilon};
    status = check_parameters(handle->object.device, &work) ? put(handle, run_normalization, &work) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}

static int run_activation(int device, void *arguments) {
  struct Pointwise *p = arguments;
  if (!check_memory(device, p)) return CUDA_ILLEGAL_ADDRESS;
  long positions = spatial_size(&p->x);
  for (long row = 0; row < p->x.dims[0] * p->x.dims[1]; row++) {
    long n = row / p->x.dims[1], c = row % p->x.dims[1];
    for (long i = 0; i < positions; i++) {
      double x = load(p->x.type, p->x_at, offset(&p->x, n, c, i));
      put_result(p, offset(&p->y, n, c, i), activate(&p->activation, x));
    }
  }
  return CUDA_SUCCESS;
}

EXPORT int cudnnActivationForward(struct Dnn *handle, struct Activation *activation, const void *alpha,
    struct Tensor *x, const void *x_at, const void *beta, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = object_check(ACTIVATION, activation) ? check_pair(x, y) : DNN_BAD_PARAM;
  if (status == DNN_SUCCESS) {
    struct Pointwise work = {.handle = handle, .x = *x, .y = *y, .x_at = x_at, .y_at = y_at, .activation = *activation,
        .alpha = factor(alpha, y->type), .beta = factor(beta, y->type)};
    status = put(handle, run_activation, &work);
  }
  return dnn_end(handle, status);
}

/* Adds x, whose dimensions are those of y or 1, to y. */
static int run_sum(int device, void *arguments) {
  struct Pointwise *p = arguments;
  if (!check_memory(device, p)) return CUDA_ILLEGAL_ADDRESS;
  struct Tensor widened = p->x;
  for (int i = 0; i < p->y.rank; i++) {
    widened.dims[i] = p->y.dims[i];
    if (p->x.dims[i] == 1) widened.strides[i] = 0;
  }
  long positions = spatial_size(&p->y);
  for (long row = 0; row < p->y.dims[0] * p->y.dims[1]; row++) {
    long n = row / p->y.dims[1], c = row % p->y.dims[1];
    for (long i = 0; i < positions; i++) {
      put_result(p, offset(&p->y, n, c, i), load(p->x.type, p->x_at, offset(&widened, n, c, i)));
    }
  }
  return CUDA_SUCCESS;
}

EXPORT int cudnnAddTensor(struct Dnn *handle, const void *alpha, struct Tensor *x, const void *x_at, const void *beta,
    struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  bool right = object_check(TENSOR, x) && object_check(TENSOR, y) && x->rank == y->rank && x->type == y->type;
  for (int i = 0; right && i < y->rank; i++) right = x->dims[i] == 1 || x->dims[i] == y->dims[i];
  status = right ? DNN_SUCCESS : dnn_refuse(DNN_BAD_PARAM, "the summand does not fit the result");
  if (status == DNN_SUCCESS) {
    struct Pointwise work = {.handle = handle, .x = *x, .y = *y, .x_at = x_at, .y_at = y_at,
        .alpha = factor(alpha, y->type), .beta = factor(beta, y->type)};
    status = put(handle, run_sum, &work);
  }
  return dnn_end(handle, status);
}
