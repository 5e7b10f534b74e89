/*
 * The simulated device: the functions of CUDA, cuBLAS, cuDNN and NVRTC that the backend calls, computed on the CPU, with
 * checks that the real libraries do not make. What breaks a rule is recorded as a violation and refused. This header is
 * what all files share; the numbers are those of the real headers.
 */
#ifndef SIM_H
#define SIM_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))
#define MAX_DEVICES 8

enum {
  CUDA_SUCCESS = 0,
  CUDA_INVALID_VALUE = 1,
  CUDA_OUT_OF_MEMORY = 2,
  CUDA_NO_DEVICE = 100,
  CUDA_INVALID_DEVICE = 101,
  CUDA_INVALID_IMAGE = 200,
  CUDA_INVALID_HANDLE = 400,
  CUDA_NOT_FOUND = 500,
  CUDA_NOT_READY = 600,
  CUDA_ILLEGAL_ADDRESS = 700,
  CUDA_CAPTURE_UNSUPPORTED = 900,
  CUDA_CAPTURE_INVALIDATED = 901,
  CUDA_CAPTURE_UNMATCHED = 903,
  CUDA_CAPTURE_WRONG_THREAD = 908
};

/* objects.c: everything that has a function which destroys it. An address is never used twice. */
enum Kind {
  STREAM,
  EVENT,
  GRAPH,
  GRAPH_EXEC,
  MODULE,
  FUNCTION, /* destroyed with its module, not counted */
  PROGRAM,
  DNN_HANDLE,
  BLAS_HANDLE,
  TENSOR,
  FILTER,
  CONVOLUTION,
  POOLING,
  ACTIVATION,
  DROPOUT,
  RNN,
  RNN_DATA,
  LRN,
  KINDS
};

struct Object {
  enum Kind kind;
  int device; /* the device that was current when it was made */
  bool live;
  atomic_long user; /* the thread that is inside a call with it, or 0 */
  struct Object *next_in_bucket;
};

/* Zeroed memory of the size, whose first member is a struct Object. */
void *object_create(enum Kind kind, size_t bytes);
/* Whether it is a live object of the kind; if not, that is a violation. */
bool object_check(enum Kind kind, const void *object);
/* As object_check; from now on it is not live. Its memory is kept. */
bool object_destroy(enum Kind kind, void *object);
/* As object_check, and no other thread is inside a call with it. Ends with object_leave. */
bool object_enter(enum Kind kind, void *object);
void object_leave(void *object);
/* Calls visit for each live object of the kind. */
void objects_each(enum Kind kind, void (*visit)(void *object, void *context), void *context);
void objects_lose(int device);

/* faults.c */
void violation(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Counts a call; the code it is to fail with, or 0. Violations name the function from now on. */
int call_begin(const char *function);
/* The error that a device always answers with, or 0. */
int sticky_error(int device);
/* The function of CUDA, cuBLAS or cuDNN that this thread is in. */
const char *call_name(void);

/* device.c */
int device_count(void);
int current_device(void);
/* call_begin, or the sticky error of the current device. */
int runtime_begin(const char *function);
/* Keeps an error for cudaGetLastError; returns it. */
int runtime_error(int code);

#define RUNTIME_BEGIN()                                                                                                \
  do {                                                                                                                 \
    int begin_code = runtime_begin(__func__);                                                                          \
    if (begin_code != CUDA_SUCCESS) return runtime_error(begin_code);                                                  \
  } while (0)

/* memory.c: PINNED is the device of memory of the host that stays in place. */
#define PINNED (-1)
/* Whether bytes from p lie in one live allocation of the device; if not, that is a violation. */
bool memory_check(int device, const void *p, size_t bytes, const char *what);
/* Also whether it lies as what CUDA allocates does, as libraries may expect of scratch memory. */
bool scratch_check(int device, const void *p, size_t bytes, const char *what);
size_t memory_in_use(int device);

/* stream.c */
struct Work {
  struct Work *next;
  const char *function;
  int (*run)(int device, void *arguments);
  size_t bytes;
  max_align_t arguments[];
};

struct WorkList {
  struct Work *first, *last;
};

struct Stream {
  struct Object object;
  bool blocking;
  struct WorkList queue;
  bool capturing, capture_broken;
  pthread_t capturer;
  struct WorkList captured;
};

/* Puts work on a stream, with a copy of its arguments: a code of CUDA. The caller is inside no call with the stream. */
int stream_put(struct Stream *stream, int (*run)(int device, void *arguments), const void *arguments, size_t bytes);
/* Runs the work of a stream: a code of CUDA. */
int stream_wait(struct Stream *stream);
/* Whether this thread may do now what a capture forbids; if not, that is a violation. */
bool capture_allows(void);
/*
 * To be called where the real function waits for the whole device: while any thread captures a stream of it, that is a
 * violation, which breaks the capture in every mode.
 */
bool device_may_wait(int device);
void work_append(struct WorkList *list, const struct Work *work);
void work_free(struct WorkList *list);

#endif
