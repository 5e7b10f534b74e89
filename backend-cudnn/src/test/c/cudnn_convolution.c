/* cuDNN: convolutions of both directions. */
#include "convolve.h"

#include <string.h>

enum { ALGORITHM_IMPLICIT = 0, ALGORITHM_PRECOMPUTED = 1, FORWARD_ALGORITHMS = 8, BACKWARD_ALGORITHMS = 6 };
enum { DEFAULT_MATH = 0, TENSOR_MATH = 1 };
enum { RELU = 1, IDENTITY = 5 };

struct Performance {
  int algorithm, status;
  float milliseconds;
  size_t memory;
  int determinism, math_type;
  int reserved[3];
};

static size_t workspace_bytes(const struct Tensor *y, int algorithm) {
  return algorithm == ALGORITHM_IMPLICIT ? 0 : 1024 + 8 * (size_t)spatial_size(y);
}

static int check_algorithm(const struct Tensor *y, int algorithm, int count) {
  if (algorithm < 0 || algorithm >= count) return dnn_refuse(DNN_BAD_PARAM, "algorithm %d", algorithm);
  bool usable = algorithm == ALGORITHM_IMPLICIT || (algorithm == ALGORITHM_PRECOMPUTED && y->type != F64);
  return usable ? DNN_SUCCESS : dnn_refuse(DNN_NOT_SUPPORTED, "algorithm %d", algorithm);
}

/* The first proposal cannot be used, as it happens with cuDNN. */
static int propose(int type, int requested, int *returned, struct Performance *results) {
  struct Performance all[3] = {{.algorithm = 4, .status = DNN_NOT_SUPPORTED},
      {.algorithm = ALGORITHM_PRECOMPUTED, .status = type == F64 ? DNN_NOT_SUPPORTED : DNN_SUCCESS},
      {.algorithm = ALGORITHM_IMPLICIT}};
  int math_type = type == F16 || type == BF16 ? TENSOR_MATH : DEFAULT_MATH;
  *returned = requested < 3 ? requested : 3;
  for (int i = 0; i < *returned; i++) {
    all[i].determinism = 1;
    all[i].math_type = math_type;
    all[i].milliseconds = all[i].status == DNN_SUCCESS ? 1 : -1;
    results[i] = all[i];
  }
  return requested < 1 ? DNN_BAD_PARAM : DNN_SUCCESS;
}

EXPORT int cudnnGetConvolutionForwardAlgorithm_v7(struct Dnn *handle, struct Tensor *x, struct Filter *filter,
    struct Convolution *c, struct Tensor *y, int requested, int *returned, struct Performance *results) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = propose(y->type, requested, returned, results);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionBackwardDataAlgorithm_v7(struct Dnn *handle, struct Filter *filter, struct Tensor *y,
    struct Convolution *c, struct Tensor *x, int requested, int *returned, struct Performance *results) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = propose(y->type, requested, returned, results);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionForwardWorkspaceSize(struct Dnn *handle, struct Tensor *x, struct Filter *filter,
    struct Convolution *c, struct Tensor *y, int algorithm, size_t *bytes) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = check_algorithm(y, algorithm, FORWARD_ALGORITHMS);
  if (status == DNN_SUCCESS) *bytes = workspace_bytes(y, algorithm);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionBackwardDataWorkspaceSize(struct Dnn *handle, struct Filter *filter, struct Tensor *y,
    struct Convolution *c, struct Tensor *x, int algorithm, size_t *bytes) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = check_algorithm(y, algorithm, BACKWARD_ALGORITHMS);
  if (status == DNN_SUCCESS) *bytes = workspace_bytes(y, algorithm);
  return dnn_end(handle, status);
}

static bool overlap(const void *a, size_t a_bytes, const void *b, size_t b_bytes, const char *what) {
  bool apart = (const char *)a + a_bytes <= (const char *)b || (const char *)b + b_bytes <= (const char *)a;
  if (!apart) violation("%s overlaps the result", what);
  return !apart;
}

static size_t bytes_of(const struct Tensor *t) { return (size_t)tensor_span(t) * type_bytes(t->type); }

/* Whether operands lie in memory of the device, and none in what is written. */
static bool check_memory(int device, const struct Convolve *c, bool back) {
  bool right = tensor_check(device, &c->x, c->x_at, back ? "the result" : "the data")
      & tensor_check(device, &c->y, c->y_at, back ? "the data" : "the result")
      & filter_check(device, &c->filter, c->filter_at);
  if (c->bias_at != NULL) right &= tensor_check(device, &c->bias, c->bias_at, "the bias");
  if (c->z_at != NULL) right &= tensor_check(device, &c->z, c->z_at, "the summand");
  if (c->workspace_bytes > 0) right &= memory_check(device, c->workspace, c->workspace_bytes, "the workspace");
  if (!right) return false;
  const void *result = back ? c->x_at : c->y_at;
  size_t bytes = bytes_of(back ? &c->x : &c->y);
  bool overlaps = back ? overlap(result, bytes, c->y_at, bytes_of(&c->y), "the data")
      : overlap(result, bytes, c->x_at, bytes_of(&c->x), "the data");
  if (c->z_at != NULL && c->z_at != result) overlaps |= overlap(result, bytes, c->z_at, bytes_of(&c->z), "the summand");
  if (c->workspace_bytes > 0) overlaps |= overlap(result, bytes, c->workspace, c->workspace_bytes, "the workspace");
  return !overlaps;
}

static int run(int device, void *arguments, bool back) {
  struct Convolve *c = arguments;
  if (!object_check(DNN_HANDLE, c->handle) || !check_memory(device, c, back)) return CUDA_ILLEGAL_ADDRESS;
  if (c->workspace_bytes > 0) memset(c->workspace, 0xff, c->workspace_bytes);
  if (back && c->x.type == F64) convolve_back_doubles(c);
  else if (back) convolve_back_floats(c);
  else if (c->x.type == F64) convolve_doubles(c);
  else convolve_floats(c);
  return CUDA_SUCCESS;
}

static int run_forward(int device, void *arguments) { return run(device, arguments, false); }

static int run_backward(int device, void *arguments) { return run(device, arguments, true); }

/* Checks what all calls share, and puts the work on the stream. */
static int put(struct Dnn *handle, struct Convolve *c, int algorithm, bool back) {
  int status = check_algorithm(&c->y, algorithm, back ? BACKWARD_ALGORITHMS : FORWARD_ALGORITHMS);
  if (status != DNN_SUCCESS) return status;
  size_t needed = workspace_bytes(&c->y, algorithm);
  if (c->workspace_bytes < needed) {
    violation("the workspace has %zu bytes, the algorithm needs %zu", c->workspace_bytes, needed);
    return dnn_refuse(DNN_SIZE_INSUFFICIENT, "workspace of %zu bytes, expected %zu", c->workspace_bytes, needed);
  }
  c->workspace_bytes = needed;
  if (!check_memory(handle->object.device, c, back)) return DNN_BAD_PARAM;
  return dnn_put(handle, back ? run_backward : run_forward, c, sizeof *c);
}

static struct Convolve convolve_of(struct Dnn *handle, const struct Convolution *c, const struct Tensor *x,
    const struct Filter *filter, const struct Tensor *y) {
  return (struct Convolve){.handle = handle, .x = *x, .y = *y, .filter = *filter, .window = c->window,
      .activation = {.mode = IDENTITY}};
}

EXPORT int cudnnConvolutionForward(struct Dnn *handle, const void *alpha, struct Tensor *x, const void *x_at,
    struct Filter *filter, const void *filter_at, struct Convolution *c, int algorithm, void *workspace,
    size_t workspace_size, const void *beta, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = y_at;
    work.alpha = factor(alpha, y->type);
    work.beta = factor(beta, y->type);
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    status = put(handle, &work, algorithm, false);
  }
  return dnn_end(handle, status);
}

/* A fused call tells only when it is made that it is not supported: here, of groups in 16 bits. */
static int check_epilogue(int algorithm, long groups, const struct Tensor *z, const struct Tensor *bias,
    const struct Activation *activation, const struct Tensor *y) {
  bool live = object_check(TENSOR, z) && object_check(TENSOR, bias) && object_check(ACTIVATION, activation);
  if (!live) return DNN_BAD_PARAM;
  if (activation->mode != RELU && activation->mode != IDENTITY) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "activation %d", activation->mode);
  }
  if (activation->mode == IDENTITY && algorithm != ALGORITHM_PRECOMPUTED) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "identity with algorithm %d", algorithm);
  }
  if (activation->propagates_nan) {
    violation("an activation that propagates NaNs");
    return dnn_refuse(DNN_NOT_SUPPORTED, "an activation that propagates NaNs");
  }
  if (groups > 1 && (y->type == F16 || y->type == BF16)) return dnn_refuse(DNN_NOT_SUPPORTED, "%ld groups", groups);
  if (!same_dims(z, y) || z->type != y->type) return dnn_refuse(DNN_BAD_PARAM, "the summand is not like the result");
  bool like = bias->rank == y->rank && bias->type == y->type && bias->dims[0] == 1 && bias->dims[1] == y->dims[1]
      && spatial_size(bias) == 1;
  return like ? DNN_SUCCESS : dnn_refuse(DNN_BAD_PARAM, "the bias does not fit the result");
}

EXPORT int cudnnConvolutionBiasActivationForward(struct Dnn *handle, const void *alpha, struct Tensor *x,
    const void *x_at, struct Filter *filter, const void *filter_at, struct Convolution *c, int algorithm,
    void *workspace, size_t workspace_size, const void *z_factor, struct Tensor *z, const void *z_at,
    struct Tensor *bias, const void *bias_at, struct Activation *activation, struct Tensor *y, void *y_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = check_epilogue(algorithm, c->window.groups, z, bias, activation, y);
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = y_at;
    work.alpha = factor(alpha, y->type);
    work.z_factor = factor(z_factor, y->type);
    work.z = *z;
    work.z_at = work.z_factor != 0 ? z_at : NULL;
    work.bias = *bias;
    work.bias_at = bias_at;
    work.activation = *activation;
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    status = tensor_check(handle->object.device, bias, bias_at, "the bias") ? put(handle, &work, algorithm, false)
        : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}

EXPORT int cudnnConvolutionBackwardData(struct Dnn *handle, const void *alpha, struct Filter *filter,
    const void *filter_at, struct Tensor *y, const void *y_at, struct Convolution *c, int algorithm, void *workspace,
    size_t workspace_size, const void *beta, struct Tensor *x, void *x_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = (void *)y_at;
    work.alpha = factor(alpha, x->type);
    work.beta = factor(beta, x->type);
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    status = put(handle, &work, algorithm, true);
  }
  return dnn_end(handle, status);
}

EXPORT int cudnnFindConvolutionForwardAlgorithmEx(struct Dnn *handle, struct Tensor *x, const void *x_at,
    struct Filter *filter, const void *filter_at, struct Convolution *c, struct Tensor *y, void *y_at, int requested,
    int *returned, struct Performance *results, void *workspace, size_t workspace_size) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = capture_allows() ? convolution_check(c, x, filter, y) : DNN_NOT_SUPPORTED;
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = y_at;
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    status = check_memory(handle->object.device, &work, false) ? propose(y->type, requested, returned, results)
        : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}

EXPORT int cudnnFindConvolutionBackwardDataAlgorithmEx(struct Dnn *handle, struct Filter *filter, const void *filter_at,
    struct Tensor *y, const void *y_at, struct Convolution *c, struct Tensor *x, void *x_at, int requested,
    int *returned, struct Performance *results, void *workspace, size_t workspace_size) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = capture_allows() ? convolution_check(c, x, filter, y) : DNN_NOT_SUPPORTED;
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = (void *)y_at;
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    status = check_memory(handle->object.device, &work, true) ? propose(y->type, requested, returned, results)
        : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}
