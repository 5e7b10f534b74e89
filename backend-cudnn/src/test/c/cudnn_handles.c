/* cuDNN: handles, errors and descriptors of tensors, filters and activations. */
#include "cudnn.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char last_error[512];

EXPORT size_t cudnnGetVersion(void) { return 91900; }

EXPORT const char *cudnnGetErrorString(int status) {
  switch (status) {
    case DNN_SUCCESS: return "CUDNN_STATUS_SUCCESS";
    case DNN_NOT_INITIALIZED: return "CUDNN_STATUS_NOT_INITIALIZED";
    case DNN_BAD_PARAM: return "CUDNN_STATUS_BAD_PARAM";
    case DNN_SIZE_INSUFFICIENT: return "CUDNN_STATUS_BAD_PARAM_SIZE_INSUFFICIENT";
    case DNN_SHAPE_MISMATCH: return "CUDNN_STATUS_BAD_PARAM_SHAPE_MISMATCH";
    case DNN_NOT_SUPPORTED: return "CUDNN_STATUS_NOT_SUPPORTED";
    case DNN_EXECUTION_FAILED: return "CUDNN_STATUS_EXECUTION_FAILED";
    default: return "an error of the simulated cuDNN";
  }
}

EXPORT void cudnnGetLastErrorString(char *text, size_t bytes) {
  if (bytes > 0) snprintf(text, bytes, "%s", last_error);
  last_error[0] = 0;
}

int dnn_refuse(int status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(last_error, sizeof last_error, format, arguments);
  va_end(arguments);
  return status;
}

int dnn_begin_setting(const char *function) {
  int code = call_begin(function);
  return code != DNN_SUCCESS ? code : sticky_error(current_device()) ? DNN_EXECUTION_FAILED : DNN_SUCCESS;
}

int dnn_begin(const char *function, struct Dnn *handle) {
  int code = dnn_begin_setting(function);
  if (code != DNN_SUCCESS) return code;
  if (!object_enter(DNN_HANDLE, handle)) return DNN_NOT_INITIALIZED;
  if (handle->object.device != current_device()) {
    violation("handle of device %d, current device %d", handle->object.device, current_device());
    return dnn_end(handle, DNN_EXECUTION_FAILED);
  }
  if (handle->stream == NULL) {
    violation("the handle has no stream");
    return dnn_end(handle, DNN_EXECUTION_FAILED);
  }
  return DNN_SUCCESS;
}

int dnn_end(struct Dnn *handle, int status) {
  object_leave(handle);
  return status;
}

int dnn_put(struct Dnn *handle, int (*run)(int device, void *arguments), const void *arguments, size_t bytes) {
  return stream_put(handle->stream, run, arguments, bytes) == CUDA_SUCCESS ? DNN_SUCCESS : DNN_EXECUTION_FAILED;
}

EXPORT int cudnnCreate(struct Dnn **handle) {
  int code = dnn_begin_setting(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!capture_allows()) return DNN_NOT_INITIALIZED;
  *handle = object_create(DNN_HANDLE, sizeof **handle);
  return DNN_SUCCESS;
}

EXPORT int cudnnDestroy(struct Dnn *handle) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_enter(DNN_HANDLE, handle)) return DNN_NOT_INITIALIZED;
  object_leave(handle);
  if (!device_may_wait(handle->object.device)) return DNN_EXECUTION_FAILED;
  object_destroy(DNN_HANDLE, handle);
  return sticky_error(handle->object.device) ? DNN_EXECUTION_FAILED : DNN_SUCCESS;
}

EXPORT int cudnnSetStream(struct Dnn *handle, struct Stream *stream) {
  int code = dnn_begin_setting(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(STREAM, stream) || !object_enter(DNN_HANDLE, handle)) return DNN_BAD_PARAM;
  bool same = stream->object.device == handle->object.device;
  if (same) handle->stream = stream;
  else violation("handle of device %d, stream of device %d", handle->object.device, stream->object.device);
  return dnn_end(handle, same ? DNN_SUCCESS : DNN_BAD_PARAM);
}

DESCRIPTOR(Tensor, Tensor, TENSOR)
DESCRIPTOR(Filter, Filter, FILTER)
DESCRIPTOR(Activation, Activation, ACTIVATION)

EXPORT int cudnnSetTensorNdDescriptor(struct Tensor *tensor, int type, int rank, const int *dims, const int *strides) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(TENSOR, tensor)) return DNN_BAD_PARAM;
  if (type_bytes(type) == 0) return dnn_refuse(DNN_NOT_SUPPORTED, "type %d is not simulated", type);
  if (rank < 3 || rank > MAX_DIMS) return dnn_refuse(DNN_BAD_PARAM, "%d dimensions, expected 3 to 8", rank);
  double elements = 1;
  for (int i = 0; i < rank; i++) {
    if (dims[i] < 1) return dnn_refuse(DNN_BAD_PARAM, "dimension %d is %d", i, dims[i]);
    if (strides[i] < 1) return dnn_refuse(DNN_BAD_PARAM, "stride %d is %d", i, strides[i]);
    tensor->dims[i] = dims[i];
    tensor->strides[i] = strides[i];
    elements *= dims[i];
  }
  if (elements >= 0x80000000) return dnn_refuse(DNN_NOT_SUPPORTED, "%.0f elements", elements);
  tensor->type = type;
  tensor->rank = rank;
  return DNN_SUCCESS;
}

EXPORT int cudnnGetTensorNdDescriptor(const struct Tensor *tensor, int requested, int *type, int *rank, int *dims,
    int *strides) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(TENSOR, tensor)) return DNN_BAD_PARAM;
  if (requested < 1 || requested > MAX_DIMS) return dnn_refuse(DNN_BAD_PARAM, "%d dimensions", requested);
  *type = tensor->type;
  *rank = tensor->rank;
  for (int i = 0; i < requested && i < tensor->rank; i++) {
    dims[i] = (int)tensor->dims[i];
    strides[i] = (int)tensor->strides[i];
  }
  return DNN_SUCCESS;
}

EXPORT int cudnnSetTensorNdDescriptorEx(struct Tensor *tensor, int format, int type, int rank, const int *dims) {
  int strides[MAX_DIMS] = {0};
  if (rank < 4 || rank > MAX_DIMS || format < 0 || format > 1) return DNN_BAD_PARAM;
  int step = format == 1 ? dims[1] : 1;
  strides[1] = 1;
  for (int i = rank - 1; i >= 0; i--) {
    if (i == 1 && format == 1) continue;
    strides[i] = step;
    step *= dims[i];
  }
  return cudnnSetTensorNdDescriptor(tensor, type, rank, dims, strides);
}

EXPORT int cudnnSetTensor4dDescriptorEx(struct Tensor *tensor, int type, int n, int c, int h, int w, int n_stride,
    int c_stride, int h_stride, int w_stride) {
  int dims[] = {n, c, h, w}, strides[] = {n_stride, c_stride, h_stride, w_stride};
  return cudnnSetTensorNdDescriptor(tensor, type, 4, dims, strides);
}

EXPORT int cudnnSetFilterNdDescriptor(struct Filter *filter, int type, int format, int rank, const int *dims) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(FILTER, filter)) return DNN_BAD_PARAM;
  if (type_bytes(type) == 0) return dnn_refuse(DNN_NOT_SUPPORTED, "type %d is not simulated", type);
  if (rank < 4 || rank > MAX_DIMS) return dnn_refuse(DNN_BAD_PARAM, "%d dimensions, expected 4 to 8", rank);
  if (format != 0 && format != 1) return dnn_refuse(DNN_NOT_SUPPORTED, "format %d", format);
  for (int i = 0; i < rank; i++) {
    if (dims[i] < 1) return dnn_refuse(DNN_BAD_PARAM, "dimension %d is %d", i, dims[i]);
    filter->dims[i] = dims[i];
  }
  filter->type = type;
  filter->channels_last = format == 1;
  filter->rank = rank;
  return DNN_SUCCESS;
}

EXPORT int cudnnSetActivationDescriptor(struct Activation *activation, int mode, int propagates_nan, double coefficient) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(ACTIVATION, activation)) return DNN_BAD_PARAM;
  if (mode < 0 || mode > 5) return dnn_refuse(DNN_NOT_SUPPORTED, "activation %d", mode);
  activation->mode = mode;
  activation->propagates_nan = propagates_nan != 0;
  activation->coefficient = coefficient;
  return DNN_SUCCESS;
}

double activate(const struct Activation *activation, double x) {
  double c = activation->coefficient;
  if (isnan(x) && !activation->propagates_nan && (activation->mode == 1 || activation->mode == 3)) return 0;
  switch (activation->mode) {
    case 0: return 1 / (1 + exp(-x));
    case 1: return x < 0 ? 0 : x;
    case 2: return tanh(x);
    case 3: return x < 0 ? 0 : x > c ? c : x;
    case 4: return x < 0 ? c * expm1(x) : x;
    default: return x;
  }
}

double factor(const void *p, int type) { return type == F64 ? *(const double *)p : *(const float *)p; }

long tensor_span(const struct Tensor *tensor) {
  long last = 0;
  for (int i = 0; i < tensor->rank; i++) last += (tensor->dims[i] - 1) * tensor->strides[i];
  return last + 1;
}

bool tensor_check(int device, const struct Tensor *tensor, const void *p, const char *what) {
  return memory_check(device, p, (size_t)tensor_span(tensor) * type_bytes(tensor->type), what);
}

bool filter_check(int device, const struct Filter *filter, const void *p) {
  size_t bytes = type_bytes(filter->type);
  for (int i = 0; i < filter->rank; i++) bytes *= (size_t)filter->dims[i];
  return memory_check(device, p, bytes, "the filter");
}

bool same_dims(const struct Tensor *a, const struct Tensor *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, (size_t)a->rank * sizeof a->dims[0]) == 0;
}

long spatial_offset(const struct Tensor *tensor, long position) {
  long offset = 0;
  for (int i = tensor->rank - 1; i >= 2; i--) {
    offset += position % tensor->dims[i] * tensor->strides[i];
    position /= tensor->dims[i];
  }
  return offset;
}

long spatial_size(const struct Tensor *tensor) {
  long size = 1;
  for (int i = 2; i < tensor->rank; i++) size *= tensor->dims[i];
  return size;
}
