/* Events: points in the work of a stream. */
#include "sim.h"

#include <time.h>

enum { BLOCKING_SYNC = 1, DISABLE_TIMING = 2 };

struct Event {
  struct Object object;
  unsigned flags;
  struct Stream *stream; /* where it was put last; NULL before */
  bool reached;
  struct timespec time;
};

EXPORT int cudaEventCreateWithFlags(struct Event **event, unsigned flags) {
  RUNTIME_BEGIN();
  if ((flags & ~(unsigned)(BLOCKING_SYNC | DISABLE_TIMING)) != 0) return runtime_error(CUDA_INVALID_VALUE);
  *event = object_create(EVENT, sizeof **event);
  (*event)->flags = flags;
  return CUDA_SUCCESS;
}

EXPORT int cudaEventDestroy(struct Event *event) {
  int code = call_begin(__func__);
  if (code != CUDA_SUCCESS) return runtime_error(code);
  if (!object_destroy(EVENT, event)) return runtime_error(CUDA_INVALID_HANDLE);
  return runtime_error(sticky_error(event->object.device));
}

static int run_event(int device, void *arguments) {
  (void)device;
  struct Event *event = *(struct Event **)arguments;
  if (!object_check(EVENT, event)) return CUDA_INVALID_HANDLE;
  clock_gettime(CLOCK_MONOTONIC, &event->time);
  event->reached = true;
  return CUDA_SUCCESS;
}

EXPORT int cudaEventRecord(struct Event *event, struct Stream *stream) {
  RUNTIME_BEGIN();
  if (!object_check(EVENT, event) || !object_check(STREAM, stream)) return runtime_error(CUDA_INVALID_HANDLE);
  if (event->object.device != stream->object.device) {
    violation("event of device %d, stream of device %d", event->object.device, stream->object.device);
    return runtime_error(CUDA_INVALID_HANDLE);
  }
  event->stream = stream;
  event->reached = false;
  return runtime_error(stream_put(stream, run_event, &event, sizeof event));
}

EXPORT int cudaEventSynchronize(struct Event *event) {
  RUNTIME_BEGIN();
  if (!object_check(EVENT, event)) return runtime_error(CUDA_INVALID_HANDLE);
  if ((event->flags & BLOCKING_SYNC) == 0) violation("a thread spins while it waits for an event");
  return event->stream == NULL || event->reached ? CUDA_SUCCESS : runtime_error(stream_wait(event->stream));
}

EXPORT int cudaEventElapsedTime(float *milliseconds, struct Event *from, struct Event *to) {
  RUNTIME_BEGIN();
  if (!object_check(EVENT, from) || !object_check(EVENT, to)) return runtime_error(CUDA_INVALID_HANDLE);
  if (((from->flags | to->flags) & DISABLE_TIMING) != 0) return runtime_error(CUDA_INVALID_HANDLE);
  if (!from->reached || !to->reached) return runtime_error(CUDA_NOT_READY);
  *milliseconds = (float)(1e3 * (double)(to->time.tv_sec - from->time.tv_sec)
      + 1e-6 * (double)(to->time.tv_nsec - from->time.tv_nsec));
  return CUDA_SUCCESS;
}
