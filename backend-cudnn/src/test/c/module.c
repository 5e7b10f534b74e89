/* Modules of kernels: shared objects that nvrtc.c has made, and their launch. */
#define _GNU_SOURCE
#include "module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"

#define MAX_FUNCTIONS 16

struct Function {
  struct Object object;
  struct Module *module;
  void (*run)(struct Args arguments);
};

struct Module {
  struct Object object;
  void *library;
  struct Function *functions[MAX_FUNCTIONS];
  pthread_mutex_t lock;
};

/* A library of the bytes; NULL with a violation if it cannot be loaded. */
static void *load(const void *bytes, size_t size) {
  const char *folder = getenv("TMPDIR");
  char path[4096];
  snprintf(path, sizeof path, "%s/weft-kernel-XXXXXX", folder == NULL ? "/tmp" : folder);
  int file = mkstemp(path);
  if (file < 0) {
    violation("no temporary file %s", path);
    return NULL;
  }
  bool written = write(file, bytes, size) == (ssize_t)size;
  close(file);
  void *library = written ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL) violation("a module cannot be loaded: %s", written ? dlerror() : "not written");
  unlink(path);
  return library;
}

EXPORT int cuModuleLoadData(struct Module **module, const void *image) {
  int code = runtime_begin(__func__);
  if (code != CUDA_SUCCESS) return code;
  if (!capture_allows()) return CUDA_CAPTURE_UNSUPPORTED;
  struct ImageHeader header;
  memcpy(&header, image, sizeof header);
  if (header.magic != IMAGE_MAGIC) return CUDA_INVALID_IMAGE;
  void *library = load((const char *)image + sizeof header, header.bytes);
  if (library == NULL) return CUDA_INVALID_IMAGE;
  *module = object_create(MODULE, sizeof **module);
  (*module)->library = library;
  pthread_mutex_init(&(*module)->lock, NULL);
  return CUDA_SUCCESS;
}

EXPORT int cuModuleUnload(struct Module *module) {
  int code = call_begin(__func__);
  if (code != CUDA_SUCCESS) return code;
  if (!capture_allows()) return CUDA_CAPTURE_UNSUPPORTED;
  if (!object_destroy(MODULE, module)) return CUDA_INVALID_HANDLE;
  for (int i = 0; i < MAX_FUNCTIONS && module->functions[i] != NULL; i++) {
    object_destroy(FUNCTION, module->functions[i]);
  }
  dlclose(module->library);
  return sticky_error(module->object.device);
}

EXPORT int cuModuleGetFunction(struct Function **function, struct Module *module, const char *name) {
  int code = runtime_begin(__func__);
  if (code != CUDA_SUCCESS) return code;
  if (!object_check(MODULE, module)) return CUDA_INVALID_HANDLE;
  void *found = dlsym(module->library, name);
  if (found == NULL) return CUDA_NOT_FOUND;
  struct Function *made = object_create(FUNCTION, sizeof *made);
  made->object.device = module->object.device;
  made->module = module;
  memcpy(&made->run, &found, sizeof found);
  pthread_mutex_lock(&module->lock);
  int at = 0;
  while (at < MAX_FUNCTIONS && module->functions[at] != NULL) at++;
  if (at < MAX_FUNCTIONS) module->functions[at] = made;
  pthread_mutex_unlock(&module->lock);
  if (at == MAX_FUNCTIONS) {
    violation("more than %d kernels are asked of a module", MAX_FUNCTIONS);
    object_destroy(FUNCTION, made);
    return CUDA_NOT_FOUND;
  }
  *function = made;
  return CUDA_SUCCESS;
}

struct Launch {
  struct Function *function;
  struct Args arguments;
};

static int run_kernel(int device, void *arguments) {
  struct Launch *launch = arguments;
  struct Args *args = &launch->arguments;
  if (!object_check(FUNCTION, launch->function)) return CUDA_INVALID_HANDLE;
  bool right = true;
  for (int i = 0; i < 8; i++) {
    if (args->in[i] != NULL) right &= memory_check(device, args->in[i], 1, "an input of a kernel");
  }
  for (int i = 0; i < 4; i++) {
    if (args->out[i] != NULL) right &= memory_check(device, args->out[i], 1, "an output of a kernel");
  }
  if (args->fault != NULL) right &= memory_check(device, args->fault, sizeof(int), "the fault word of a kernel");
  if (!right) return CUDA_ILLEGAL_ADDRESS;
  launch->function->run(*args);
  return CUDA_SUCCESS;
}

static bool fits(unsigned x, unsigned y, unsigned z, unsigned most_x, unsigned most) {
  return x >= 1 && x <= most_x && y >= 1 && y <= most && z >= 1 && z <= most;
}

EXPORT int cuLaunchKernel(struct Function *function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
    unsigned block_x, unsigned block_y, unsigned block_z, unsigned shared_bytes, struct Stream *stream,
    void **parameters, void **extra) {
  int code = runtime_begin(__func__);
  if (code != CUDA_SUCCESS) return code;
  if (!object_check(FUNCTION, function)) return CUDA_INVALID_HANDLE;
  if (function->object.device != current_device()) {
    violation("the kernel is of device %d, the current device is %d", function->object.device, current_device());
    return CUDA_INVALID_HANDLE;
  }
  if (!fits(grid_x, grid_y, grid_z, 0x7fffffff, 65535) || !fits(block_x, block_y, block_z, 1024, 1024)
      || (size_t)block_x * block_y * block_z > 1024 || shared_bytes > 48 << 10 || parameters == NULL || extra != NULL) {
    violation("a launch of %u x %u x %u blocks of %u x %u x %u threads", grid_x, grid_y, grid_z, block_x, block_y,
        block_z);
    return CUDA_INVALID_VALUE;
  }
  struct Launch launch = {.function = function};
  memcpy(&launch.arguments, parameters[0], sizeof launch.arguments);
  return stream_put(stream, run_kernel, &launch, sizeof launch);
}
