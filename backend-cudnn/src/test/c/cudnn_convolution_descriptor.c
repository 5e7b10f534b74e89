/* cuDNN: descriptors of convolutions, and whether they fit to data, filter and result. */
#include "convolve.h"

enum { CROSS_CORRELATION = 1 };
enum { DEFAULT_MATH = 0, FMA_MATH = 3 };

DESCRIPTOR(Convolution, Convolution, CONVOLUTION)

EXPORT int cudnnSetConvolutionNdDescriptor(struct Convolution *convolution, int rank, const int *padding,
    const int *stride, const int *dilation, int mode, int compute_type) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(CONVOLUTION, convolution)) return DNN_BAD_PARAM;
  if (rank < 2 || rank > MAX_SPATIAL) return dnn_refuse(DNN_NOT_SUPPORTED, "%d spatial dimensions", rank);
  if (mode != CROSS_CORRELATION) return dnn_refuse(DNN_NOT_SUPPORTED, "mode %d is not simulated", mode);
  for (int i = 0; i < rank; i++) {
    if (padding[i] < 0 || stride[i] < 1 || dilation[i] < 1) {
      return dnn_refuse(DNN_BAD_PARAM, "padding %d, stride %d, dilation %d", padding[i], stride[i], dilation[i]);
    }
    convolution->window.padding[i] = padding[i];
    convolution->window.stride[i] = stride[i];
    convolution->window.dilation[i] = dilation[i];
  }
  convolution->window.rank = rank;
  if (convolution->window.groups == 0) convolution->window.groups = 1;
  convolution->compute_type = compute_type;
  return DNN_SUCCESS;
}

EXPORT int cudnnSetConvolutionGroupCount(struct Convolution *convolution, int groups) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(CONVOLUTION, convolution)) return DNN_BAD_PARAM;
  if (groups < 1) return dnn_refuse(DNN_BAD_PARAM, "%d groups", groups);
  convolution->window.groups = groups;
  return DNN_SUCCESS;
}

EXPORT int cudnnSetConvolutionMathType(struct Convolution *convolution, int math_type) {
  int code = call_begin(__func__);
  if (code != DNN_SUCCESS) return code;
  if (!object_check(CONVOLUTION, convolution)) return DNN_BAD_PARAM;
  if (math_type < DEFAULT_MATH || math_type > FMA_MATH) return dnn_refuse(DNN_BAD_PARAM, "math type %d", math_type);
  convolution->math_type = math_type;
  return DNN_SUCCESS;
}

/* Whether channels are adjacent: where there is one position or one channel, they may be taken for either. */
static bool has_layout(const struct Tensor *t, bool channels_last) {
  return t->dims[1] == 1 || spatial_size(t) == 1 || (t->strides[1] == 1) == channels_last;
}

static int check_types(const struct Convolution *c, int x, int filter, int y) {
  if (x != filter || x != y) return dnn_refuse(DNN_BAD_PARAM, "types %d, %d, %d are not the same", x, filter, y);
  if (c->compute_type != (x == F64 ? F64 : F32)) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "type %d is not computed with in type %d", x, c->compute_type);
  }
  return DNN_SUCCESS;
}

static int check_sizes(const struct Convolution *c, const struct Tensor *x, const struct Filter *filter,
    const struct Tensor *y) {
  const struct Window *w = &c->window;
  if (x->rank != y->rank || x->rank != filter->rank || x->rank != w->rank + 2) {
    return dnn_refuse(DNN_BAD_PARAM, "ranks %d, %d, %d, window %d", x->rank, filter->rank, y->rank, w->rank);
  }
  if (filter->dims[1] * w->groups != x->dims[1] || filter->dims[0] % w->groups != 0) {
    return dnn_refuse(DNN_BAD_PARAM, "%ld filters of %ld channels in %ld groups, but %ld channels", filter->dims[0],
        filter->dims[1], w->groups, x->dims[1]);
  }
  if (y->dims[0] != x->dims[0] || y->dims[1] != filter->dims[0]) {
    return dnn_refuse(DNN_BAD_PARAM, "the result has %ld images of %ld channels", y->dims[0], y->dims[1]);
  }
  for (int i = 0; i < w->rank; i++) {
    long reach = (filter->dims[i + 2] - 1) * w->dilation[i] + 1;
    long room = x->dims[i + 2] + 2 * w->padding[i] - reach;
    if (room < 0 || y->dims[i + 2] != room / w->stride[i] + 1) {
      return dnn_refuse(DNN_BAD_PARAM, "dimension %d of the result is %ld", i, y->dims[i + 2]);
    }
  }
  if (!has_layout(x, filter->channels_last) || !has_layout(y, filter->channels_last)) {
    return dnn_refuse(DNN_NOT_SUPPORTED, "data and filter differ in layout");
  }
  return DNN_SUCCESS;
}

int convolution_check(const struct Convolution *c, const struct Tensor *x, const struct Filter *filter,
    const struct Tensor *y) {
  bool live = object_check(CONVOLUTION, c) && object_check(TENSOR, x) && object_check(FILTER, filter)
      && object_check(TENSOR, y);
  if (!live) return DNN_BAD_PARAM;
  int status = check_types(c, x->type, filter->type, y->type);
  return status != DNN_SUCCESS ? status : check_sizes(c, x, filter, y);
}
