/* cuDNN: convolutions of both directions. */
#include "convolve.h"

#include <string.h>

/* What an algorithm is like, by its number in each direction. */
enum Role { ABSENT, PLAIN, PRECOMPUTED, UNSTEADY, HUGE_WORKSPACE, TENSORS_ONLY };
enum { FORWARD_ALGORITHMS = 8, BACKWARD_ALGORITHMS = 6, OFFERS = 6 };
static const enum Role FORWARD[FORWARD_ALGORITHMS] = {PLAIN, PRECOMPUTED, UNSTEADY, TENSORS_ONLY, ABSENT,
    HUGE_WORKSPACE, ABSENT, ABSENT};
static const enum Role BACKWARD[BACKWARD_ALGORITHMS] = {UNSTEADY, PRECOMPUTED, PLAIN, HUGE_WORKSPACE, ABSENT,
    TENSORS_ONLY};
static const size_t HUGE_BYTES = (size_t)300 << 20;

enum { DEFAULT_MATH = 0, TENSOR_MATH = 1, FMA_MATH = 3 };
enum { RELU = 1, IDENTITY = 5 };
enum { DNN_NO_DEVICE_MEMORY = 4004 };

struct Performance {
  int algorithm, status;
  float milliseconds;
  size_t memory;
  int determinism, math_type;
  int reserved[3];
};

static enum Role role_of(int algorithm, bool back) {
  int count = back ? BACKWARD_ALGORITHMS : FORWARD_ALGORITHMS;
  return algorithm < 0 || algorithm >= count ? ABSENT : (back ? BACKWARD : FORWARD)[algorithm];
}

static size_t workspace_bytes(const struct Tensor *y, enum Role role) {
  switch (role) {
    case PLAIN: return 0;
    case HUGE_WORKSPACE: return HUGE_BYTES;
    default: return 1024 + 8 * (size_t)spatial_size(y);
  }
}

static bool is_half(int type) { return type == F16 || type == BF16; }

static int check_algorithm(const struct Convolution *c, const struct Tensor *y, int algorithm, bool back) {
  enum Role role = role_of(algorithm, back);
  bool usable = role != ABSENT && (y->type != F64 || role == PLAIN || role == UNSTEADY)
      && (role != TENSORS_ONLY || c->math_type != FMA_MATH);
  return usable ? DNN_SUCCESS
                : dnn_refuse(DNN_NOT_SUPPORTED, "algorithm %d with math type %d", algorithm, c->math_type);
}

static struct Performance offer(const struct Convolution *c, const struct Tensor *y, int algorithm, bool back) {
  enum Role role = role_of(algorithm, back);
  return (struct Performance){.algorithm = algorithm, .status = check_algorithm(c, y, algorithm, back),
      .memory = workspace_bytes(y, role), .determinism = role != UNSTEADY,
      .math_type = is_half(y->type) ? TENSOR_MATH : c->math_type};
}

/*
 * The first offers are not to be taken: one that cannot be used, as it happens with cuDNN, one that adds in any order,
 * one with a huge workspace. What is measured is measured in every arithmetic, whatever the convolution is to be run
 * in.
 */
static int propose(const struct Convolution *c, const struct Tensor *y, bool back, const size_t *scratch, int requested,
    int *returned, struct Performance *results) {
  static const enum Role order[OFFERS] = {ABSENT, UNSTEADY, HUGE_WORKSPACE, TENSORS_ONLY, PRECOMPUTED, PLAIN};
  *returned = requested < OFFERS ? requested : OFFERS;
  for (int i = 0; i < *returned; i++) {
    int algorithm = 0;
    while (role_of(algorithm, back) != order[i]) algorithm++;
    struct Convolution measured = *c;
    if (scratch != NULL && y->type == F32) measured.math_type = order[i] == TENSORS_ONLY ? DEFAULT_MATH : FMA_MATH;
    results[i] = offer(&measured, y, algorithm, back);
    if (scratch != NULL && results[i].memory > *scratch) results[i].status = DNN_NO_DEVICE_MEMORY;
    results[i].milliseconds = results[i].status == DNN_SUCCESS ? 1 + (float)i : -1;
  }
  return requested < 1 ? DNN_BAD_PARAM : DNN_SUCCESS;
}

EXPORT int cudnnGetConvolutionForwardAlgorithm_v7(struct Dnn *handle, struct Tensor *x, struct Filter *filter,
    struct Convolution *c, struct Tensor *y, int requested, int *returned, struct Performance *results) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = propose(c, y, false, NULL, requested, returned, results);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionBackwardDataAlgorithm_v7(struct Dnn *handle, struct Filter *filter, struct Tensor *y,
    struct Convolution *c, struct Tensor *x, int requested, int *returned, struct Performance *results) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = propose(c, y, true, NULL, requested, returned, results);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionForwardWorkspaceSize(struct Dnn *handle, struct Tensor *x, struct Filter *filter,
    struct Convolution *c, struct Tensor *y, int algorithm, size_t *bytes) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = check_algorithm(c, y, algorithm, false);
  if (status == DNN_SUCCESS) *bytes = workspace_bytes(y, role_of(algorithm, false));
  return dnn_end(handle, status);
}

EXPORT int cudnnGetConvolutionBackwardDataWorkspaceSize(struct Dnn *handle, struct Filter *filter, struct Tensor *y,
    struct Convolution *c, struct Tensor *x, int algorithm, size_t *bytes) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = convolution_check(c, x, filter, y);
  if (status == DNN_SUCCESS) status = check_algorithm(c, y, algorithm, true);
  if (status == DNN_SUCCESS) *bytes = workspace_bytes(y, role_of(algorithm, true));
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
  if (c->workspace_bytes > 0) right &= scratch_check(device, c->workspace, c->workspace_bytes, "the workspace");
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
static int put(struct Dnn *handle, const struct Convolution *convolution, struct Convolve *c, int algorithm,
    bool back) {
  int status = check_algorithm(convolution, &c->y, algorithm, back);
  if (status != DNN_SUCCESS) return status;
  if (role_of(algorithm, back) == UNSTEADY) violation("algorithm %d gives other numbers each time", algorithm);
  size_t needed = workspace_bytes(&c->y, role_of(algorithm, back));
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
    status = put(handle, c, &work, algorithm, false);
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
  if (activation->mode == IDENTITY && role_of(algorithm, false) != PRECOMPUTED) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "identity with algorithm %d", algorithm);
  }
  if (activation->propagates_nan) {
    violation("an activation that propagates NaNs");
    return dnn_refuse(DNN_NOT_SUPPORTED, "an activation that propagates NaNs");
  }
  if (groups > 1 && is_half(y->type)) return dnn_refuse(DNN_NOT_SUPPORTED, "%ld groups", groups);
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
    status = tensor_check(handle->object.device, bias, bias_at, "the bias") ? put(handle, c, &work, algorithm, false)
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
    status = put(handle, c, &work, algorithm, true);
  }
  return dnn_end(handle, status);
}

EXPORT int cudnnFindConvolutionForwardAlgorithmEx(struct Dnn *handle, struct Tensor *x, const void *x_at,
    struct Filter *filter, const void *filter_at, struct Convolution *c, struct Tensor *y, void *y_at, int requested,
    int *returned, struct Performance *results, void *workspace, size_t workspace_size) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = device_may_wait(handle->object.device) ? convolution_check(c, x, filter, y) : DNN_NOT_SUPPORTED;
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = y_at;
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    bool right = check_memory(handle->object.device, &work, false);
    status = right ? propose(c, y, false, &workspace_size, requested, returned, results) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}

EXPORT int cudnnFindConvolutionBackwardDataAlgorithmEx(struct Dnn *handle, struct Filter *filter, const void *filter_at,
    struct Tensor *y, const void *y_at, struct Convolution *c, struct Tensor *x, void *x_at, int requested,
    int *returned, struct Performance *results, void *workspace, size_t workspace_size) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = device_may_wait(handle->object.device) ? convolution_check(c, x, filter, y) : DNN_NOT_SUPPORTED;
  if (status == DNN_SUCCESS) {
    struct Convolve work = convolve_of(handle, c, x, filter, y);
    work.x_at = x_at;
    work.filter_at = filter_at;
    work.y_at = (void *)y_at;
    work.workspace = workspace;
    work.workspace_bytes = workspace_size;
    bool right = check_memory(handle->object.device, &work, true);
    status = right ? propose(c, y, true, &workspace_size, requested, returned, results) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}
