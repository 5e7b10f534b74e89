/* Copies and fills. */
#include "sim.h"

#include <string.h>

enum { HOST_TO_HOST, HOST_TO_DEVICE, DEVICE_TO_HOST, DEVICE_TO_DEVICE };

int streams_wait_blocking(void);

struct Copy {
  void *to;
  const void *from;
  size_t bytes;
  int kind;
};

/* Whether both ranges are live memory of the right side; memory of the host is pinned if that is asked for. */
static bool check_copy(int device, const struct Copy *copy, bool pinned) {
  bool to_device = copy->kind == HOST_TO_DEVICE || copy->kind == DEVICE_TO_DEVICE;
  bool from_device = copy->kind == DEVICE_TO_HOST || copy->kind == DEVICE_TO_DEVICE;
  bool to = to_device || pinned
      ? memory_check(to_device ? device : PINNED, copy->to, copy->bytes, "the target of a copy") : copy->to != NULL;
  bool from = from_device || pinned
      ? memory_check(from_device ? device : PINNED, copy->from, copy->bytes, "the source of a copy")
      : copy->from != NULL;
  return to && from;
}

static int run_copy(int device, void *arguments) {
  struct Copy *copy = arguments;
  if (!check_copy(device, copy, true)) return CUDA_ILLEGAL_ADDRESS;
  memmove(copy->to, copy->from, copy->bytes);
  return CUDA_SUCCESS;
}

EXPORT int cudaMemcpy(void *to, const void *from, size_t bytes, int kind) {
  RUNTIME_BEGIN();
  if (!capture_allows()) return runtime_error(CUDA_CAPTURE_UNSUPPORTED);
  if (kind < HOST_TO_HOST || kind > DEVICE_TO_DEVICE) return runtime_error(CUDA_INVALID_VALUE);
  int code = streams_wait_blocking();
  if (code != CUDA_SUCCESS) return runtime_error(code);
  if (bytes == 0) return CUDA_SUCCESS;
  struct Copy copy = {to, from, bytes, kind};
  /* From other memory of the host the real function may return before the bytes are on the device. */
  bool pinned = kind == HOST_TO_DEVICE;
  if (!check_copy(current_device(), &copy, pinned)) return runtime_error(CUDA_INVALID_VALUE);
  memmove(to, from, bytes);
  return CUDA_SUCCESS;
}

EXPORT int cudaMemcpyAsync(void *to, const void *from, size_t bytes, int kind, struct Stream *stream) {
  RUNTIME_BEGIN();
  if (kind < HOST_TO_HOST || kind > DEVICE_TO_DEVICE) return runtime_error(CUDA_INVALID_VALUE);
  if (bytes == 0) return CUDA_SUCCESS;
  struct Copy copy = {to, from, bytes, kind};
  if (!check_copy(current_device(), &copy, true)) return runtime_error(CUDA_INVALID_VALUE);
  return runtime_error(stream_put(stream, run_copy, &copy, sizeof copy));
}

struct Fill {
  void *to;
  int value;
  size_t bytes;
};

static int run_fill(int device, void *arguments) {
  struct Fill *fill = arguments;
  if (!memory_check(device, fill->to, fill->bytes, "the target of a fill")) return CUDA_ILLEGAL_ADDRESS;
  memset(fill->to, fill->value, fill->bytes);
  return CUDA_SUCCESS;
}

EXPORT int cudaMemsetAsync(void *to, int value, size_t bytes, struct Stream *stream) {
  RUNTIME_BEGIN();
  if (bytes == 0) return CUDA_SUCCESS;
  if (!memory_check(current_device(), to, bytes, "the target of a fill")) return runtime_error(CUDA_INVALID_VALUE);
  struct Fill fill = {to, value, bytes};
  return runtime_error(stream_put(stream, run_fill, &fill, sizeof fill));
}
