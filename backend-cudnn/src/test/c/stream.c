/* Streams: work is queued, and runs when someone waits for it, in the thread that waits. */
#include "sim.h"

#include <stdlib.h>
#include <string.h>

#define NON_BLOCKING 1
#define CAPTURE_GLOBAL 0
#define CAPTURE_THREAD_LOCAL 1

/* The stream that this thread captures; it captures one at a time. */
static _Thread_local struct Stream *captured_by_thread;

void work_append(struct WorkList *list, const struct Work *work) {
  struct Work *copy = malloc(sizeof *copy + work->bytes);
  memcpy(copy, work, sizeof *copy + work->bytes);
  copy->next = NULL;
  if (list->last == NULL) list->first = copy;
  else list->last->next = copy;
  list->last = copy;
}

void work_free(struct WorkList *list) {
  while (list->first != NULL) {
    struct Work *work = list->first;
    list->first = work->next;
    free(work);
  }
  list->last = NULL;
}

bool capture_allows(void) {
  if (captured_by_thread == NULL) return true;
  captured_by_thread->capture_broken = true;
  violation("not allowed while a stream is captured");
  return false;
}

struct Captures {
  int device, count;
};

static void break_capture(void *object, void *context) {
  struct Stream *stream = object;
  struct Captures *captures = context;
  if (stream->object.device != captures->device || !stream->capturing) return;
  stream->capture_broken = true;
  captures->count++;
}

bool device_may_wait(int device) {
  struct Captures captures = {.device = device};
  objects_each(STREAM, break_capture, &captures);
  if (captures.count == 0) return true;
  violation("waits for device %d while a stream of it is captured", device);
  return false;
}

/* The stream of a call that puts work on it; a code of CUDA. */
static int check_for_work(struct Stream *stream) {
  if (stream->object.device != current_device()) {
    violation("the stream is of device %d, the current device is %d", stream->object.device, current_device());
    return CUDA_INVALID_HANDLE;
  }
  if (stream->capturing && !pthread_equal(stream->capturer, pthread_self())) {
    violation("work is put on a stream that another thread captures");
    return CUDA_CAPTURE_WRONG_THREAD;
  }
  return CUDA_SUCCESS;
}

int stream_put(struct Stream *stream, int (*run)(int device, void *arguments), const void *arguments, size_t bytes) {
  if (!object_enter(STREAM, stream)) return CUDA_INVALID_HANDLE;
  int code = check_for_work(stream);
  if (code == CUDA_SUCCESS) {
    struct Work *work = malloc(sizeof *work + bytes);
    *work = (struct Work){.function = call_name(), .run = run, .bytes = bytes};
    memcpy(work->arguments, arguments, bytes);
    work_append(stream->capturing ? &stream->captured : &stream->queue, work);
    free(work);
  }
  object_leave(stream);
  return code;
}

/* Runs what is queued; the first error. Inside a call with the stream. */
static int run_queue(struct Stream *stream) {
  int first = CUDA_SUCCESS;
  for (struct Work *work = stream->queue.first; work != NULL; work = work->next) {
    int code = first == CUDA_SUCCESS ? work->run(stream->object.device, work->arguments) : first;
    if (first == CUDA_SUCCESS && code != CUDA_SUCCESS) {
      violation("work that was put on a stream by %s failed with %d", work->function, code);
      first = code;
    }
  }
  work_free(&stream->queue);
  return first;
}

EXPORT int cudaStreamCreateWithFlags(struct Stream **stream, unsigned flags) {
  RUNTIME_BEGIN();
  *stream = object_create(STREAM, sizeof **stream);
  (*stream)->blocking = flags != NON_BLOCKING;
  return CUDA_SUCCESS;
}

EXPORT int cudaStreamDestroy(struct Stream *stream) {
  int code = call_begin(__func__);
  if (code != CUDA_SUCCESS) return runtime_error(code);
  if (!object_enter(STREAM, stream)) return runtime_error(CUDA_INVALID_HANDLE);
  if (stream->capturing) violation("a stream is destroyed while it is captured");
  if (captured_by_thread == stream) captured_by_thread = NULL;
  if (stream->queue.first != NULL && !sticky_error(stream->object.device)) {
    violation("work of %s was never waited for", stream->queue.first->function);
  }
  work_free(&stream->queue);
  work_free(&stream->captured);
  object_leave(stream);
  object_destroy(STREAM, stream);
  return runtime_error(sticky_error(stream->object.device));
}

int stream_wait(struct Stream *stream) {
  if (!object_enter(STREAM, stream)) return CUDA_INVALID_HANDLE;
  int code = CUDA_SUCCESS;
  if (stream->capturing) {
    violation("a stream is waited for while it is captured");
    stream->capture_broken = true;
    code = CUDA_CAPTURE_UNSUPPORTED;
  } else {
    code = run_queue(stream);
  }
  object_leave(stream);
  return code != CUDA_SUCCESS ? code : sticky_error(stream->object.device);
}

EXPORT int cudaStreamSynchronize(struct Stream *stream) {
  RUNTIME_BEGIN();
  return runtime_error(stream_wait(stream));
}

struct Waiting {
  int device, code;
  bool blocking_only;
};

static void wait_for(void *object, void *context) {
  struct Stream *stream = object;
  struct Waiting *waiting = context;
  if (stream->object.device != waiting->device || (waiting->blocking_only && !stream->blocking)) return;
  if (!object_enter(STREAM, stream)) return;
  int code = run_queue(stream);
  if (waiting->code == CUDA_SUCCESS) waiting->code = code;
  object_leave(stream);
}

EXPORT int cudaDeviceSynchronize(void) {
  RUNTIME_BEGIN();
  if (!device_may_wait(current_device())) return runtime_error(CUDA_CAPTURE_UNSUPPORTED);
  struct Waiting waiting = {.device = current_device()};
  objects_each(STREAM, wait_for, &waiting);
  return runtime_error(waiting.code);
}

/* Runs the streams that work of the default stream waits for. */
int streams_wait_blocking(void) {
  struct Waiting waiting = {.device = current_device(), .blocking_only = true};
  objects_each(STREAM, wait_for, &waiting);
  return waiting.code;
}

EXPORT int cudaStreamBeginCapture(struct Stream *stream, int mode) {
  RUNTIME_BEGIN();
  if (!object_enter(STREAM, stream)) return runtime_error(CUDA_INVALID_HANDLE);
  int code = check_for_work(stream);
  if (code == CUDA_SUCCESS && stream->capturing) {
    violation("a stream is captured twice at a time");
    code = CUDA_CAPTURE_UNSUPPORTED;
  } else if (code == CUDA_SUCCESS && captured_by_thread != NULL) {
    violation("two streams are captured by one thread at a time, which is not simulated");
    code = CUDA_CAPTURE_UNSUPPORTED;
  } else if (code == CUDA_SUCCESS && mode != CAPTURE_THREAD_LOCAL && mode != CAPTURE_GLOBAL) {
    violation("capture mode %d is not simulated", mode);
    code = CUDA_INVALID_VALUE;
  } else if (code == CUDA_SUCCESS) {
    stream->capturing = true;
    stream->capture_broken = false;
    stream->capturer = pthread_self();
    captured_by_thread = stream;
    if (mode == CAPTURE_GLOBAL) violation("a capture that forbids calls of all threads");
  }
  object_leave(stream);
  return runtime_error(code);
}

/* Ends a capture: graph.c makes the graph. */
int stream_end_capture(struct Stream *stream, struct WorkList *captured) {
  if (!object_enter(STREAM, stream)) return CUDA_INVALID_HANDLE;
  int code = CUDA_SUCCESS;
  if (!stream->capturing) {
    violation("the end of a capture that was not begun");
    code = CUDA_CAPTURE_UNMATCHED;
  } else if (!pthread_equal(stream->capturer, pthread_self())) {
    violation("a capture is ended by another thread");
    code = CUDA_CAPTURE_WRONG_THREAD;
  } else {
    stream->capturing = false;
    captured_by_thread = NULL;
    if (stream->capture_broken) {
      work_free(&stream->captured);
      code = CUDA_CAPTURE_INVALIDATED;
    }
    *captured = stream->captured;
    stream->captured = (struct WorkList){0};
  }
  object_leave(stream);
  return code;
}
