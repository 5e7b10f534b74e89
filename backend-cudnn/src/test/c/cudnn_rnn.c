/* cuDNN: recurrent layers, in inference and in single precision. */
#include "rnn.h"

#include <string.h>

enum { ALGORITHM_STANDARD = 0, DOUBLE_BIAS = 2, LINEAR_INPUT = 0, INFERENCE = 0, PADDED_IO = 1 };
enum { SEQUENCE_MAJOR_UNPACKED = 0 };
enum { DEFAULT_MATH = 0, FMA_MATH = 3 };

struct Dropout {
  struct Object object;
  bool set;
};

DESCRIPTOR(Dropout, Dropout, DROPOUT)
DESCRIPTOR(RNN, Rnn, RNN)
DESCRIPTOR(RNNData, RnnData, RNN_DATA)

EXPORT int cudnnSetDropoutDescriptor(struct Dropout *dropout, struct Dnn *handle, float rate, void *states,
    size_t state_bytes, unsigned long long seed) {
  (void)seed;
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  if (!object_check(DROPOUT, dropout)) status = DNN_BAD_PARAM;
  else if (rate != 0 || states != NULL || state_bytes != 0) status = dnn_refuse(DNN_NOT_SUPPORTED, "rate %g", rate);
  else dropout->set = true;
  return dnn_end(handle, status);
}

static int check_kind(int algorithm, int cell, int bias, int direction, int input_mode, int type, int precision,
    int math_type) {
  if (algorithm != ALGORITHM_STANDARD || bias != DOUBLE_BIAS || input_mode != LINEAR_INPUT) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "algorithm %d, biases %d, input %d", algorithm, bias, input_mode);
  }
  if (cell < CELL_RELU || cell > CELL_GRU || direction < 0 || direction > 1) {
    return dnn_refuse(DNN_BAD_PARAM, "cell %d, direction %d", cell, direction);
  }
  if (type != F32 || precision != F32) return dnn_refuse(DNN_NOT_SUPPORTED, "types %d and %d", type, precision);
  if (math_type != DEFAULT_MATH && math_type != FMA_MATH) return dnn_refuse(DNN_NOT_SUPPORTED, "math %d", math_type);
  return DNN_SUCCESS;
}

EXPORT int cudnnSetRNNDescriptor_v8(struct Rnn *rnn, int algorithm, int cell, int bias, int direction, int input_mode,
    int type, int precision, int math_type, int input, int hidden, int projection, int layers, struct Dropout *dropout,
    unsigned flags) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(RNN, rnn) || !object_check(DROPOUT, dropout)) return DNN_BAD_PARAM;
  if (!dropout->set) return dnn_refuse(DNN_BAD_PARAM, "the dropout descriptor is not set");
  int status = check_kind(algorithm, cell, bias, direction, input_mode, type, precision, math_type);
  if (status != DNN_SUCCESS) return status;
  if (input < 1 || hidden < 1 || layers < 1 || projection < 1 || projection > hidden) {
    return dnn_refuse(DNN_BAD_PARAM, "%d inputs, %d units, projected to %d, %d layers", input, hidden, projection,
        layers);
  }
  if (projection < hidden && cell != CELL_LSTM) return dnn_refuse(DNN_NOT_SUPPORTED, "cell %d is projected", cell);
  struct Object object = rnn->object;
  *rnn = (struct Rnn){.object = object, .set = true, .cell = cell, .flags = (int)flags, .directions = direction + 1,
      .input = input, .hidden = hidden, .projection = projection, .layers = layers};
  return DNN_SUCCESS;
}

EXPORT int cudnnSetRNNDataDescriptor(struct RnnData *data, int type, int layout, int steps, int batch, int width,
    const int *lengths, void *filling) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(RNN_DATA, data)) return DNN_BAD_PARAM;
  if (!capture_allows()) return DNN_NOT_SUPPORTED;
  if (type != F32 || layout != SEQUENCE_MAJOR_UNPACKED || filling != NULL) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "type %d, layout %d", type, layout);
  }
  if (steps < 1 || batch < 1 || width < 1) {
    return dnn_refuse(DNN_BAD_PARAM, "%d steps of %d sequences of width %d", steps, batch, width);
  }
  for (int i = 0; i < batch; i++) {
    if (lengths[i] != steps) return dnn_refuse(DNN_NOT_SUPPORTED, "sequence %d has %d steps", i, lengths[i]);
  }
  data->layout = layout;
  data->steps = steps;
  data->batch = batch;
  data->width = width;
  return DNN_SUCCESS;
}

static int check_rnn(const struct Rnn *rnn) {
  if (!object_check(RNN, rnn)) return DNN_BAD_PARAM;
  return rnn->set ? DNN_SUCCESS : dnn_refuse(DNN_BAD_PARAM, "the RNN descriptor is not set");
}

static int check_data(const struct Rnn *rnn, const struct RnnData *data, long width) {
  if (!object_check(RNN_DATA, data)) return DNN_BAD_PARAM;
  if (data->steps == 0) return dnn_refuse(DNN_BAD_PARAM, "an RNN data descriptor is not set");
  if ((rnn->flags & PADDED_IO) == 0) return dnn_refuse(DNN_BAD_PARAM, "the layout wants padded data");
  return data->width == width ? DNN_SUCCESS
                              : dnn_refuse(DNN_SHAPE_MISMATCH, "width %ld, expected %ld", data->width, width);
}

static size_t weight_bytes(const struct Rnn *rnn) { return (size_t)rnn_weight_count(rnn) * sizeof(float); }

static size_t work_bytes(const struct Rnn *rnn, const struct RnnData *x) {
  return (size_t)(2 * x->steps * x->batch * rnn->directions * rnn->projection) * sizeof(float);
}

EXPORT int cudnnGetRNNWeightSpaceSize(struct Dnn *handle, struct Rnn *rnn, size_t *bytes) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_rnn(rnn);
  if (status == DNN_SUCCESS) *bytes = weight_bytes(rnn);
  return dnn_end(handle, status);
}

EXPORT int cudnnGetRNNTempSpaceSizes(struct Dnn *handle, struct Rnn *rnn, int mode, struct RnnData *x, size_t *work,
    size_t *reserve) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_rnn(rnn);
  if (status == DNN_SUCCESS) status = check_data(rnn, x, rnn->input);
  if (status == DNN_SUCCESS && mode != INFERENCE) status = dnn_refuse(DNN_NOT_SUPPORTED, "mode %d", mode);
  if (status == DNN_SUCCESS) {
    *work = work_bytes(rnn, x);
    *reserve = 0;
  }
  return dnn_end(handle, status);
}

static void describe(struct Tensor *tensor, long rows, long columns) {
  tensor->type = F32;
  tensor->rank = 3;
  long dims[] = {1, rows, columns}, strides[] = {rows * columns, columns, 1};
  memcpy(tensor->dims, dims, sizeof dims);
  memcpy(tensor->strides, strides, sizeof strides);
}

EXPORT int cudnnGetRNNWeightParams(struct Dnn *handle, struct Rnn *rnn, int layer, size_t bytes, void *space,
    int matrix, struct Tensor *matrix_tensor, void **matrix_at, struct Tensor *bias_tensor, void **bias_at) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_rnn(rnn);
  bool live = object_check(TENSOR, matrix_tensor) && object_check(TENSOR, bias_tensor);
  if (status == DNN_SUCCESS && !live) status = DNN_BAD_PARAM;
  if (status == DNN_SUCCESS && bytes != weight_bytes(rnn)) {
    status = dnn_refuse(DNN_BAD_PARAM, "weight space of %zu bytes, expected %zu", bytes, weight_bytes(rnn));
  }
  if (status == DNN_SUCCESS && (layer < 0 || layer >= rnn->layers * rnn->directions || matrix < 0
      || matrix >= rnn_matrices(rnn))) {
    status = dnn_refuse(DNN_BAD_PARAM, "layer %d, matrix %d", layer, matrix);
  }
  if (status == DNN_SUCCESS && !memory_check(handle->object.device, space, bytes, "weight space")) {
    status = DNN_BAD_PARAM;
  }
  if (status == DNN_SUCCESS) {
    struct Weights w = rnn_weights(rnn, layer, matrix);
    *matrix_at = (float *)space + w.matrix;
    *bias_at = w.bias < 0 ? NULL : (float *)space + w.bias;
    describe(matrix_tensor, w.rows, w.columns);
    if (w.bias >= 0) describe(bias_tensor, w.rows, 1);
  }
  return dnn_end(handle, status);
}

static int check_states(const struct Rnn *rnn, const struct RnnData *x, const struct Tensor *tensor, long width) {
  if (!object_check(TENSOR, tensor)) return DNN_BAD_PARAM;
  long dims[] = {rnn->layers * rnn->directions, x->batch, width}, strides[] = {x->batch * width, width, 1};
  bool right = tensor->type == F32 && tensor->rank == 3 && memcmp(dims, tensor->dims, sizeof dims) == 0
      && memcmp(strides, tensor->strides, sizeof strides) == 0;
  return right ? DNN_SUCCESS : dnn_refuse(DNN_SHAPE_MISMATCH, "the states do not fit");
}

static bool check_part(int device, const void *p, long count, bool may_miss, const char *what) {
  return (p == NULL && may_miss) || memory_check(device, p, (size_t)count * sizeof(float), what);
}

static bool apart(const void *a, long a_count, const void *b, size_t b_bytes, const char *what) {
  bool overlap = a != NULL && b != NULL && (const char *)a < (const char *)b + b_bytes
      && (const char *)b < (const char *)a + a_count * (long)sizeof(float);
  if (overlap) violation("%s overlap with what is written", what);
  return !overlap;
}

/* Whether operands lie in memory of the device, and nothing that is written in what is read. */
static bool check_memory(int device, const struct RnnForward *f) {
  const struct Rnn *rnn = &f->rnn;
  long rows = f->steps * f->batch, states = rnn->layers * rnn->directions * f->batch;
  long x = rows * rnn->input, y = rows * rnn->directions * rnn->projection, weights = rnn_weight_count(rnn);
  long h = states * rnn->projection, c = states * rnn->hidden;
  bool right = check_part(device, f->x, x, false, "the data") & check_part(device, f->y, y, false, "the result")
      & check_part(device, f->weights, weights, false, "weight space")
      & check_part(device, f->hx, h, true, "the first hidden states")
      & check_part(device, f->hy, h, true, "the last hidden states")
      & check_part(device, f->cx, c, true, "the first cell states")
      & check_part(device, f->cy, c, true, "the last cell states")
      & scratch_check(device, f->work, f->work_bytes, "the work space");
  const struct {
    const void *at;
    size_t bytes;
  } written[] = {{f->y, (size_t)y * sizeof(float)}, {f->hy, (size_t)h * sizeof(float)},
      {f->cy, (size_t)c * sizeof(float)}, {f->work, f->work_bytes}};
  for (size_t i = 0; right && i < sizeof written / sizeof written[0]; i++) {
    right = apart(f->x, x, written[i].at, written[i].bytes, "data")
        & apart(f->weights, weights, written[i].at, written[i].bytes, "weights")
        & apart(f->hx, h, written[i].at, written[i].bytes, "hidden states")
        & apart(f->cx, c, written[i].at, written[i].bytes, "cell states")
        & (i == 0 || apart(f->y, y, written[i].at, written[i].bytes, "results"));
  }
  return right;
}

static int run_rnn(int device, void *arguments) {
  struct RnnForward *f = arguments;
  if (!object_check(DNN_HANDLE, f->handle) || !check_memory(device, f)) return CUDA_ILLEGAL_ADDRESS;
  memset(f->work, 0xff, f->work_bytes);
  rnn_run(f);
  return CUDA_SUCCESS;
}

static int check_forward(const struct Rnn *rnn, const struct RnnData *x, const struct RnnData *y,
    const struct Tensor *h, const struct Tensor *c) {
  int status = check_rnn(rnn);
  if (status == DNN_SUCCESS) status = check_data(rnn, x, rnn->input);
  if (status == DNN_SUCCESS) status = check_data(rnn, y, rnn->directions * rnn->projection);
  if (status == DNN_SUCCESS && (x->steps != y->steps || x->batch != y->batch)) {
    status = dnn_refuse(DNN_SHAPE_MISMATCH, "data and result differ");
  }
  if (status == DNN_SUCCESS) status = check_states(rnn, x, h, rnn->projection);
  if (status == DNN_SUCCESS && rnn->cell == CELL_LSTM) status = check_states(rnn, x, c, rnn->hidden);
  return status;
}

EXPORT int cudnnRNNForward(struct Dnn *handle, struct Rnn *rnn, int mode, const int *lengths, struct RnnData *x,
    const void *x_at, struct RnnData *y, void *y_at, struct Tensor *h, const void *hx, void *hy, struct Tensor *c,
    const void *cx, void *cy, size_t space_bytes, const void *space, size_t work_size, void *work, size_t reserve_bytes,
    void *reserve) {
  int status = dnn_begin(__func__, handle);
  if (status != DNN_SUCCESS) return status;
  status = check_forward(rnn, x, y, h, c);
  if (status == DNN_SUCCESS && (mode != INFERENCE || lengths != NULL || reserve_bytes != 0 || reserve != NULL)) {
    status = dnn_refuse(DNN_NOT_SUPPORTED, "mode %d, or lengths on the device, or reserved memory", mode);
  }
  if (status == DNN_SUCCESS && (space_bytes != weight_bytes(rnn) || work_size < work_bytes(rnn, x))) {
    status = dnn_refuse(DNN_SIZE_INSUFFICIENT, "weight space of %zu bytes, work space of %zu", space_bytes, work_size);
  }
  if (status == DNN_SUCCESS) {
    struct RnnForward f = {.handle = handle, .rnn = *rnn, .steps = x->steps, .batch = x->batch, .x = x_at, .y = y_at,
        .hx = hx, .hy = hy, .cx = cx, .cy = cy, .weights = space, .work = work, .work_bytes = work_size};
    status = check_memory(handle->object.device, &f) ? dnn_put(handle, run_rnn, &f, sizeof f) : DNN_BAD_PARAM;
  }
  return dnn_end(handle, status);
}
