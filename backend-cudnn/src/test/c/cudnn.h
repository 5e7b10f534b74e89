/* What the files of the simulated cuDNN share. */
#ifndef CUDNN_H
#define CUDNN_H

#include "element.h"
#include "sim.h"

#define MAX_DIMS 8
#define MAX_SPATIAL 3
/* Of a pooling, and of a batch normalisation of each channel. */
#define MOST_IMAGES 65535

enum {
  DNN_SUCCESS = 0,
  DNN_NOT_INITIALIZED = 1001,
  DNN_BAD_PARAM = 2000,
  DNN_SIZE_INSUFFICIENT = 2006,
  DNN_SHAPE_MISMATCH = 2008,
  DNN_NOT_SUPPORTED = 3000,
  DNN_EXECUTION_FAILED = 5000
};

struct Dnn {
  struct Object object;
  struct Stream *stream;
};

struct Tensor {
  struct Object object;
  int type, rank;
  long dims[MAX_DIMS], strides[MAX_DIMS];
};

struct Filter {
  struct Object object;
  int type, rank;
  bool channels_last;
  long dims[MAX_DIMS];
};

struct Activation {
  struct Object object;
  int mode;
  bool propagates_nan;
  double coefficient;
};

/* The functions that make and destroy a descriptor. */
#define DESCRIPTOR(Name, Struct, kind)                                                                                 \
  EXPORT int cudnnCreate##Name##Descriptor(struct Struct **descriptor) {                                               \
    int code = call_begin(__func__);                                                                                   \
    if (code != DNN_SUCCESS) return code;                                                                              \
    *descriptor = object_create(kind, sizeof **descriptor);                                                            \
    return DNN_SUCCESS;                                                                                                \
  }                                                                                                                    \
  EXPORT int cudnnDestroy##Name##Descriptor(struct Struct *descriptor) {                                               \
    int code = call_begin(__func__);                                                                                   \
    if (code != DNN_SUCCESS) return code;                                                                              \
    return object_destroy(kind, descriptor) ? DNN_SUCCESS : DNN_BAD_PARAM;                                             \
  }

/* Begins a function that puts work on the stream of a handle: DNN_SUCCESS, and then dnn_end is to be called. */
int dnn_begin(const char *function, struct Dnn *handle);
/* Ends it; returns the status. */
int dnn_end(struct Dnn *handle, int status);
/* Begins a function that makes or sets something, or asks. */
int dnn_begin_setting(const char *function);
/* Keeps why for cudnnGetLastErrorString; returns the status. */
int dnn_refuse(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts work on the stream of a handle: a status. */
int dnn_put(struct Dnn *handle, int (*run)(int device, void *arguments), const void *arguments, size_t bytes);

/* How many elements from the first to the last. */
long tensor_span(const struct Tensor *tensor);
/* Whether memory of the device holds a tensor at p; if not, that is a violation. */
bool tensor_check(int device, const struct Tensor *tensor, const void *p, const char *what);
bool filter_check(int device, const struct Filter *filter, const void *p);
bool same_dims(const struct Tensor *a, const struct Tensor *b);
/* Elements from the start of image n, channel c to the given position, spatial dimensions counted row by row. */
long spatial_offset(const struct Tensor *tensor, long position);
/* The product of the spatial dimensions. */
long spatial_size(const struct Tensor *tensor);
/* What an activation makes of x. */
double activate(const struct Activation *activation, double x);
/* A factor, as double: of float, but for tensors of doubles. */
double factor(const void *p, int type);

#endif
