/*
 * Memory of the devices and pinned memory of the host. New memory holds bytes 0xff, which are NaNs in every
 * floating-point type. Behind each block is a guard that shows writes beyond its end. Freed memory is filled with 0xff
 * and kept for a while: reads give NaNs, writes are found when it is given back.
 */
#include "sim.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define GUARD_BYTES 256
#define GUARD 0xa5
#define FILL 0xff
#define FILLED_BYTES ((size_t)256 << 10)
#define KEPT_BYTES ((size_t)64 << 20)

struct Block {
  unsigned char *start;
  size_t bytes;
  int device;
  struct Block *next; /* in the list of freed ones */
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct Block **blocks; /* live, by address */
static size_t block_count, block_room;
static struct Block *freed_first, *freed_last;
static size_t freed_bytes;
static size_t in_use[MAX_DEVICES + 1]; /* by device + 1 */
static size_t most_pinned;

size_t device_limit(int device);

/* The first block that starts behind p. The lock is held. */
static size_t position_behind(const void *p) {
  size_t low = 0, high = block_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (blocks[middle]->start > (const unsigned char *)p) high = middle;
    else low = middle + 1;
  }
  return low;
}

static struct Block *block_of(const void *p) {
  size_t behind = position_behind(p);
  if (behind == 0) return NULL;
  struct Block *block = blocks[behind - 1];
  return (const unsigned char *)p < block->start + block->bytes ? block : NULL;
}

static size_t filled(const struct Block *block) { return block->bytes < FILLED_BYTES ? block->bytes : FILLED_BYTES; }

static bool all_bytes(const unsigned char *p, size_t bytes, unsigned char value) {
  return bytes == 0 || (p[0] == value && memcmp(p, p + 1, bytes - 1) == 0);
}

static int allocate(void **p, size_t bytes, int device) {
  if (bytes == 0) {
    violation("an allocation of no bytes");
    return CUDA_INVALID_VALUE;
  }
  pthread_rwlock_wrlock(&lock);
  bool fits = device == PINNED || (in_use[device + 1] + bytes <= device_limit(device) && bytes <= device_limit(device));
  if (fits) in_use[device + 1] += bytes;
  if (in_use[PINNED + 1] > most_pinned) most_pinned = in_use[PINNED + 1];
  pthread_rwlock_unlock(&lock);
  if (!fits) return CUDA_OUT_OF_MEMORY;
  struct Block *block = calloc(1, sizeof *block);
  block->bytes = bytes;
  block->device = device;
  block->start = mmap(NULL, bytes + GUARD_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (block->start == MAP_FAILED) abort();
  memset(block->start, FILL, filled(block));
  memset(block->start + bytes, GUARD, GUARD_BYTES);
  pthread_rwlock_wrlock(&lock);
  if (block_count == block_room) {
    block_room = block_room * 2 + 64;
    blocks = realloc(blocks, block_room * sizeof *blocks);
  }
  size_t at = position_behind(block->start);
  memmove(blocks + at + 1, blocks + at, (block_count - at) * sizeof *blocks);
  blocks[at] = block;
  block_count++;
  pthread_rwlock_unlock(&lock);
  *p = block->start;
  return CUDA_SUCCESS;
}

/* Gives the oldest freed block back. The lock is held. */
static void give_back(void) {
  struct Block *block = freed_first;
  freed_first = block->next;
  if (freed_first == NULL) freed_last = NULL;
  freed_bytes -= block->bytes;
  if (!all_bytes(block->start, filled(block), FILL)) {
    violation("memory %p of %zu bytes was written to after it was freed", (void *)block->start, block->bytes);
  }
  munmap(block->start, block->bytes + GUARD_BYTES);
  free(block);
}

static int release(void *p, bool pinned) {
  pthread_rwlock_wrlock(&lock);
  struct Block *block = block_of(p);
  bool right = block != NULL && block->start == p && (block->device == PINNED) == pinned;
  if (right) {
    size_t behind = position_behind(p);
    memmove(blocks + behind - 1, blocks + behind, (block_count - behind) * sizeof *blocks);
    block_count--;
    in_use[block->device + 1] -= block->bytes;
    if (!all_bytes(block->start + block->bytes, GUARD_BYTES, GUARD)) {
      violation("something wrote beyond the end of memory %p of %zu bytes", p, block->bytes);
    }
    memset(block->start, FILL, filled(block));
    if (freed_last == NULL) freed_first = block;
    else freed_last->next = block;
    freed_last = block;
    freed_bytes += block->bytes;
    while (freed_bytes > KEPT_BYTES) give_back();
  }
  pthread_rwlock_unlock(&lock);
  if (!right) violation("%p is freed, but is no live %s memory", p, pinned ? "pinned" : "device");
  return right ? CUDA_SUCCESS : CUDA_INVALID_VALUE;
}

bool memory_check(int device, const void *p, size_t bytes, const char *what) {
  pthread_rwlock_rdlock(&lock);
  struct Block *block = block_of(p);
  int owner = block == NULL ? PINNED - 1 : block->device;
  bool inside = block != NULL && bytes <= (size_t)(block->start + block->bytes - (const unsigned char *)p);
  pthread_rwlock_unlock(&lock);
  if (inside && owner == device) return true;
  if (owner == PINNED - 1) violation("%s: %p lies in no live memory", what, p);
  else if (owner != device) violation("%s: %p is memory of device %d, not of %d (-1: the host)", what, p, owner, device);
  else violation("%s: %zu bytes from %p are beyond the end of its memory", what, bytes, p);
  return false;
}

enum { ALLOCATION_ALIGNMENT = 256 };

bool scratch_check(int device, const void *p, size_t bytes, const char *what) {
  bool aligned = (uintptr_t)p % ALLOCATION_ALIGNMENT == 0;
  if (!aligned) violation("%s: %p is no multiple of %d", what, p, ALLOCATION_ALIGNMENT);
  return memory_check(device, p, bytes, what) && aligned;
}

size_t memory_in_use(int device) {
  pthread_rwlock_rdlock(&lock);
  size_t bytes = in_use[device + 1];
  pthread_rwlock_unlock(&lock);
  return bytes;
}

/* How many bytes are allocated on a device; of pinned memory, for -1. */
EXPORT size_t sim_memory_in_use(int device) { return memory_in_use(device); }

/* How much pinned memory was in use at most since this was asked last. */
EXPORT size_t sim_most_pinned(void) {
  pthread_rwlock_wrlock(&lock);
  size_t most = most_pinned;
  most_pinned = in_use[PINNED + 1];
  pthread_rwlock_unlock(&lock);
  return most;
}

/* Takes what is left on a device away, as the end of a process does where the device is lost. */
EXPORT void sim_lose_device(int device) {
  objects_lose(device);
  pthread_rwlock_wrlock(&lock);
  size_t kept = 0;
  for (size_t i = 0; i < block_count; i++) {
    if (blocks[i]->device != device) blocks[kept++] = blocks[i];
  }
  block_count = kept;
  in_use[device + 1] = 0;
  pthread_rwlock_unlock(&lock);
}

/* Looks at all freed memory that is kept, and gives it back. */
EXPORT void sim_check_freed_memory(void) {
  pthread_rwlock_wrlock(&lock);
  while (freed_first != NULL) give_back();
  pthread_rwlock_unlock(&lock);
}

EXPORT int cudaMalloc(void **p, size_t bytes) {
  RUNTIME_BEGIN();
  if (!capture_allows()) return runtime_error(CUDA_CAPTURE_UNSUPPORTED);
  return runtime_error(allocate(p, bytes, current_device()));
}

/* Of no memory it does nothing, and tells nothing. */
EXPORT int cudaFree(void *p) {
  int code = call_begin(__func__);
  if (code == CUDA_SUCCESS && p == NULL) return CUDA_SUCCESS;
  if (code == CUDA_SUCCESS && !capture_allows()) code = CUDA_CAPTURE_UNSUPPORTED;
  if (code == CUDA_SUCCESS) code = release(p, false);
  if (code == CUDA_SUCCESS) code = sticky_error(current_device());
  return runtime_error(code);
}

EXPORT int cudaHostAlloc(void **p, size_t bytes, unsigned flags) {
  (void)flags;
  RUNTIME_BEGIN();
  if (!capture_allows()) return runtime_error(CUDA_CAPTURE_UNSUPPORTED);
  return runtime_error(allocate(p, bytes, PINNED));
}

EXPORT int cudaMallocHost(void **p, size_t bytes) {
  RUNTIME_BEGIN();
  if (!capture_allows()) return runtime_error(CUDA_CAPTURE_UNSUPPORTED);
  return runtime_error(allocate(p, bytes, PINNED));
}

EXPORT int cudaFreeHost(void *p) {
  int code = call_begin(__func__);
  if (code == CUDA_SUCCESS && !capture_allows()) code = CUDA_CAPTURE_UNSUPPORTED;
  if (code == CUDA_SUCCESS && p != NULL) code = release(p, true);
  if (code == CUDA_SUCCESS) code = sticky_error(current_device());
  return runtime_error(code);
}
