/* NVRTC: kernels are compiled as C by the system's compiler, and by the real NVRTC too where it is at hand. */
#include "module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NVRTC_SUCCESS = 0, NVRTC_INVALID_INPUT = 3, NVRTC_INVALID_PROGRAM = 4, NVRTC_INVALID_OPTION = 5,
  NVRTC_COMPILATION = 6 };

/*
 * Added to the minor version, so that no code is taken from a cache that the real NVRTC never saw; another number whenever
 * nvrtc_check.c asks it for other architectures.
 */
enum { REAL_NVRTC = 2000 };

/* What asks the real NVRTC: a command that is followed by the name of a program; NULL where nothing does. */
static char *real_nvrtc;

/* To be called before anything is compiled. */
EXPORT void sim_use_nvrtc(const char *command) { real_nvrtc = strdup(command); }

struct Program {
  struct Object object;
  char *name;
  char *source;
  char *image; /* NULL before it was compiled */
  size_t image_bytes;
  char *log;
};

EXPORT int nvrtcVersion(int *major, int *minor) {
  *major = 13;
  *minor = real_nvrtc != NULL ? 1 + REAL_NVRTC : 1;
  return call_begin(__func__);
}

EXPORT const char *nvrtcGetErrorString(int code) {
  switch (code) {
    case NVRTC_SUCCESS: return "NVRTC_SUCCESS";
    case NVRTC_INVALID_INPUT: return "NVRTC_ERROR_INVALID_INPUT";
    case NVRTC_INVALID_PROGRAM: return "NVRTC_ERROR_INVALID_PROGRAM";
    case NVRTC_INVALID_OPTION: return "NVRTC_ERROR_INVALID_OPTION";
    case NVRTC_COMPILATION: return "NVRTC_ERROR_COMPILATION";
    default: return "an error of the simulated NVRTC";
  }
}

EXPORT int nvrtcCreateProgram(struct Program **program, const char *source, const char *name, int headers,
    const char *const *contents, const char *const *names) {
  (void)contents;
  (void)names;
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (source == NULL || name == NULL || headers != 0) return NVRTC_INVALID_INPUT;
  *program = object_create(PROGRAM, sizeof **program);
  (*program)->name = strdup(name);
  (*program)->source = strdup(source);
  (*program)->log = strdup("");
  return NVRTC_SUCCESS;
}

EXPORT int nvrtcDestroyProgram(struct Program **program) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_destroy(PROGRAM, *program)) return NVRTC_INVALID_PROGRAM;
  free((*program)->name);
  free((*program)->source);
  free((*program)->image);
  free((*program)->log);
  *program = NULL;
  return NVRTC_SUCCESS;
}

/* The content of a file behind room for a header, with a zero byte at its end; NULL if there is no such file. */
static char *content(const char *path, size_t room, size_t *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char *text = calloc(1, room + size + 1);
  *bytes = fread(text + room, 1, size, file);
  fclose(file);
  return text;
}

static bool write_text(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return false;
  bool written = fputs(text, file) >= 0;
  return fclose(file) == 0 && written;
}

/*
 * Compiles in a folder of its own, whose path holds no character that a shell takes for its own. Products and sums
 * become one operation where the processor has it, as on a GPU, unless they are to be apart.
 */
static int compile(struct Program *program, const char *folder, bool contracts) {
  char source[128], library[128], log[128], command[4096];
  const char *contraction = contracts ? "-march=native -ffp-contract=fast" : "-ffp-contract=off";
  snprintf(source, sizeof source, "%s/kernel.c", folder);
  snprintf(library, sizeof library, "%s/kernel.so", folder);
  snprintf(log, sizeof log, "%s/log", folder);
  snprintf(command, sizeof command, "cc -x c -std=gnu11 -O2 %s -w -fPIC -shared -o %s %s -lm >%s 2>&1", contraction,
      library, source, log);
  bool done = write_text(source, program->source) && system(command) == 0;
  if (done && real_nvrtc != NULL) {
    snprintf(command, sizeof command, "%s %s <%s >%s 2>&1", real_nvrtc, program->name, source, log);
    done = system(command) == 0;
  }
  size_t bytes = 0;
  char *text = content(log, 0, &bytes);
  if (text != NULL) {
    free(program->log);
    program->log = text;
  }
  if (done) {
    struct ImageHeader header = {.magic = IMAGE_MAGIC};
    size_t size = 0;
    program->image = content(library, sizeof header, &size);
    header.bytes = size;
    memcpy(program->image, &header, sizeof header);
    program->image_bytes = sizeof header + size;
  }
  unlink(source);
  unlink(library);
  unlink(log);
  return done ? NVRTC_SUCCESS : NVRTC_COMPILATION;
}

static int read_options(int count, const char *const *options, bool *contracts) {
  for (int i = 0; i < count; i++) {
    const char *option = options[i] == NULL ? "" : options[i];
    bool known = strncmp(option, "--gpu-architecture=sm_", 22) == 0 || strcmp(option, "--std=c++17") == 0;
    if (strcmp(option, "--fmad=true") == 0 || strcmp(option, "--fmad=false") == 0) {
      *contracts = option[7] == 't';
    } else if (!known) {
      violation("option %d, '%s', is not simulated", i, option);
      return NVRTC_INVALID_OPTION;
    }
  }
  return NVRTC_SUCCESS;
}

EXPORT int nvrtcCompileProgram(struct Program *program, int count, const char *const *options) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_enter(PROGRAM, program)) return NVRTC_INVALID_PROGRAM;
  bool contracts = true;
  code = read_options(count, options, &contracts);
  char folder[] = "/tmp/weft-nvrtc-XXXXXX";
  if (code == NVRTC_SUCCESS) {
    bool fresh = program->image == NULL && mkdtemp(folder) != NULL;
    code = fresh ? compile(program, folder, contracts) : NVRTC_INVALID_PROGRAM;
    rmdir(folder);
  }
  object_leave(program);
  return code;
}

EXPORT int nvrtcGetCUBINSize(struct Program *program, size_t *bytes) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_check(PROGRAM, program) || program->image == NULL) return NVRTC_INVALID_PROGRAM;
  *bytes = program->image_bytes;
  return NVRTC_SUCCESS;
}

EXPORT int nvrtcGetCUBIN(struct Program *program, char *image) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_check(PROGRAM, program) || program->image == NULL) return NVRTC_INVALID_PROGRAM;
  memcpy(image, program->image, program->image_bytes);
  return NVRTC_SUCCESS;
}

EXPORT int nvrtcGetProgramLogSize(struct Program *program, size_t *bytes) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_check(PROGRAM, program)) return NVRTC_INVALID_PROGRAM;
  *bytes = strlen(program->log) + 1;
  return NVRTC_SUCCESS;
}

EXPORT int nvrtcGetProgramLog(struct Program *program, char *log) {
  int code = call_begin(__func__);
  if (code != NVRTC_SUCCESS) return code;
  if (!object_check(PROGRAM, program)) return NVRTC_INVALID_PROGRAM;
  strcpy(log, program->log);
  return NVRTC_SUCCESS;
}
