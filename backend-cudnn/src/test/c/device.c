/* The devices, versions and errors of the CUDA runtime and driver. */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#define MEMORY_BYTES ((size_t)4 << 30)

static atomic_int devices = 2;
static atomic_int driver_version = 13010;
static atomic_int runtime_version = 13010;
/* Of no real GPU: machine code that is kept on disk is never taken for one's. */
enum { NEWEST_ARCHITECTURE = 99, MINOR_ARCHITECTURE = 9 };
static atomic_int architecture = NEWEST_ARCHITECTURE;
static atomic_size_t limits[MAX_DEVICES];
static _Thread_local int current;
static _Thread_local int last_error;

int device_count(void) { return atomic_load(&devices); }

int current_device(void) { return current; }

/* How much memory a device has. */
size_t device_limit(int device) {
  size_t limit = atomic_load(&limits[device]);
  return limit == 0 ? MEMORY_BYTES : limit;
}

int runtime_begin(const char *function) {
  int code = call_begin(function);
  return code != CUDA_SUCCESS ? code : sticky_error(current);
}

int runtime_error(int code) {
  if (code != CUDA_SUCCESS) last_error = code;
  return code;
}

EXPORT void sim_set_devices(int count) { atomic_store(&devices, count < MAX_DEVICES ? count : MAX_DEVICES); }

EXPORT void sim_set_driver_version(int version) { atomic_store(&driver_version, version); }

EXPORT void sim_set_runtime_version(int version) { atomic_store(&runtime_version, version); }

/* Sets the first number of the compute capability of all devices, for those who ask from now on. */
EXPORT void sim_set_architecture(int major) { atomic_store(&architecture, major); }

/* Lets a device have so much memory; 0 for what it has by default. */
EXPORT void sim_limit_memory(int device, size_t bytes) { atomic_store(&limits[device], bytes); }

void faults_reset(void);

/* Ends faults and limits; devices and versions are as at the start. What is live and what was violated stays. */
EXPORT void sim_reset(void) {
  faults_reset();
  for (int i = 0; i < MAX_DEVICES; i++) atomic_store(&limits[i], 0);
  sim_set_devices(2);
  sim_set_driver_version(13010);
  sim_set_runtime_version(13010);
  sim_set_architecture(NEWEST_ARCHITECTURE);
}

EXPORT int cudaGetDeviceCount(int *count) {
  int code = call_begin(__func__);
  *count = device_count();
  if (code == CUDA_SUCCESS && *count == 0) code = CUDA_NO_DEVICE;
  return runtime_error(code);
}

EXPORT int cudaSetDevice(int device) {
  int code = call_begin(__func__);
  if (code != CUDA_SUCCESS) return runtime_error(code);
  if (device < 0 || device >= device_count()) return runtime_error(CUDA_INVALID_DEVICE);
  current = device;
  return CUDA_SUCCESS;
}

EXPORT int cudaGetDevice(int *device) {
  RUNTIME_BEGIN();
  *device = current;
  return CUDA_SUCCESS;
}

/* The first fields of the real struct; the others are left as they are. */
struct cudaDeviceProp {
  char name[256];
  char uuid[16];
  char luid[8];
  unsigned luidDeviceNodeMask;
  size_t totalGlobalMem;
  size_t sharedMemPerBlock;
  int regsPerBlock;
  int warpSize;
  size_t memPitch;
  int maxThreadsPerBlock;
  int maxThreadsDim[3];
  int maxGridSize[3];
  size_t totalConstMem;
  int major;
  int minor;
  size_t textureAlignment;
  size_t texturePitchAlignment;
  int multiProcessorCount;
};

EXPORT int cudaGetDeviceProperties(struct cudaDeviceProp *properties, int device) {
  int code = call_begin(__func__);
  if (code != CUDA_SUCCESS) return runtime_error(code);
  if (device < 0 || device >= device_count()) return runtime_error(CUDA_INVALID_DEVICE);
  memset(properties, 0, sizeof *properties);
  snprintf(properties->name, sizeof properties->name, "Simulated device %d", device);
  properties->totalGlobalMem = device_limit(device);
  properties->sharedMemPerBlock = 48 << 10;
  properties->warpSize = 32;
  properties->maxThreadsPerBlock = 1024;
  properties->major = atomic_load(&architecture);
  properties->minor = MINOR_ARCHITECTURE;
  properties->multiProcessorCount = 1;
  return CUDA_SUCCESS;
}

enum { MAX_THREADS_PER_BLOCK = 1, MULTIPROCESSOR_COUNT = 16, CAPABILITY_MAJOR = 75, CAPABILITY_MINOR = 76 };

EXPORT int cudaDeviceGetAttribute(int *value, int attribute, int device) {
  RUNTIME_BEGIN();
  if (device < 0 || device >= device_count()) return runtime_error(CUDA_INVALID_DEVICE);
  switch (attribute) {
    case MAX_THREADS_PER_BLOCK: *value = 1024; return CUDA_SUCCESS;
    case MULTIPROCESSOR_COUNT: *value = 1; return CUDA_SUCCESS;
    case CAPABILITY_MAJOR: *value = atomic_load(&architecture); return CUDA_SUCCESS;
    case CAPABILITY_MINOR: *value = MINOR_ARCHITECTURE; return CUDA_SUCCESS;
    default: violation("attribute %d is not simulated", attribute); return runtime_error(CUDA_INVALID_VALUE);
  }
}

EXPORT int cudaMemGetInfo(size_t *free, size_t *total) {
  RUNTIME_BEGIN();
  size_t used = memory_in_use(current);
  *total = device_limit(current);
  *free = used < *total ? *total - used : 0;
  return CUDA_SUCCESS;
}

EXPORT int cudaDriverGetVersion(int *version) {
  int code = call_begin(__func__);
  *version = atomic_load(&driver_version);
  return runtime_error(code);
}

EXPORT int cudaRuntimeGetVersion(int *version) {
  int code = call_begin(__func__);
  *version = atomic_load(&runtime_version);
  return runtime_error(code);
}

EXPORT int cudaGetLastError(void) {
  int code = last_error;
  last_error = CUDA_SUCCESS;
  return code;
}

EXPORT int cudaPeekAtLastError(void) { return last_error; }

static const char *text_of(int code) {
  switch (code) {
    case CUDA_SUCCESS: return "no error";
    case CUDA_INVALID_VALUE: return "invalid argument";
    case CUDA_OUT_OF_MEMORY: return "out of memory";
    case 35: return "CUDA driver version is insufficient for CUDA runtime version";
    case CUDA_NO_DEVICE: return "no CUDA-capable device is detected";
    case CUDA_INVALID_DEVICE: return "invalid device ordinal";
    case CUDA_INVALID_IMAGE: return "device kernel image is invalid";
    case CUDA_INVALID_HANDLE: return "invalid resource handle";
    case CUDA_NOT_FOUND: return "named symbol not found";
    case CUDA_ILLEGAL_ADDRESS: return "an illegal memory access was encountered";
    case 719: return "unspecified launch failure";
    case CUDA_CAPTURE_UNSUPPORTED: return "operation not permitted when stream is capturing";
    case CUDA_CAPTURE_INVALIDATED: return "operation failed due to a previous error during capture";
    case CUDA_CAPTURE_UNMATCHED: return "capture was not initiated in this stream";
    case CUDA_CAPTURE_WRONG_THREAD: return "attempt to terminate a thread-local capture sequence from another thread";
    default: return "an error of the simulated device";
  }
}

EXPORT const char *cudaGetErrorString(int code) { return text_of(code); }

EXPORT const char *cudaGetErrorName(int code) {
  static _Thread_local char name[32];
  snprintf(name, sizeof name, "cudaError %d", code);
  return name;
}

EXPORT int cuGetErrorString(int code, const char **text) {
  *text = text_of(code);
  return CUDA_SUCCESS;
}

EXPORT int cuGetErrorName(int code, const char **name) {
  *name = cudaGetErrorName(code);
  return CUDA_SUCCESS;
}

EXPORT int cuInit(unsigned flags) { return flags == 0 ? call_begin(__func__) : CUDA_INVALID_VALUE; }

EXPORT int cuDriverGetVersion(int *version) {
  *version = atomic_load(&driver_version);
  return call_begin(__func__);
}

EXPORT int cuDeviceGetCount(int *count) {
  *count = device_count();
  return call_begin(__func__);
}

EXPORT int cuDeviceGet(int *device, int ordinal) {
  *device = ordinal;
  int code = call_begin(__func__);
  return code != CUDA_SUCCESS ? code : ordinal >= 0 && ordinal < device_count() ? CUDA_SUCCESS : CUDA_INVALID_DEVICE;
}
