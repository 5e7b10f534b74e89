/*
 * A program: nvrtc_check LIBRARY BUILTINS NAME compiles standard input with the real NVRTC, for several architectures; what
 * it says about a failure is written to standard output. It is a process of its own, as the real library and the
 * simulated ones do not get along in one.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* The oldest and the newest that NVRTC 13.0 knows, and one between. */
static const char *const ARCHITECTURES[] = {"--gpu-architecture=sm_75", "--gpu-architecture=sm_90",
  "--gpu-architecture=sm_120"};

static void *library;

static void *open_library(const char *path, int mode) {
  void *opened = dlopen(path, mode);
  if (opened == NULL) {
    puts(dlerror());
    exit(2);
  }
  return opened;
}

static void *function(const char *name) {
  void *found = dlsym(library, name);
  if (found == NULL) {
    puts(dlerror());
    exit(2);
  }
  return found;
}

static char *input(void) {
  size_t bytes = 0, room = 1 << 16;
  char *text = malloc(room);
  for (;;) {
    bytes += fread(text + bytes, 1, room - bytes - 1, stdin);
    if (bytes < room - 1) break;
    text = realloc(text, room *= 2);
  }
  text[bytes] = 0;
  return text;
}

static void print_log(void *program) {
  int (*log_size)(void *, size_t *) = function("nvrtcGetProgramLogSize");
  int (*get_log)(void *, char *) = function("nvrtcGetProgramLog");
  size_t bytes = 0;
  log_size(program, &bytes);
  char *log = calloc(1, bytes + 1);
  get_log(program, log);
  puts(log);
}

static int compile(const char *architecture, const char *name, const char *source) {
  int (*create)(void **, const char *, const char *, int, const char *const *, const char *const *) =
      function("nvrtcCreateProgram");
  int (*compile_program)(void *, int, const char *const *) = function("nvrtcCompileProgram");
  void *program = NULL;
  const char *options[] = {architecture, "--std=c++17", "--fmad=false"};
  int status = create(&program, source, name, 0, NULL, NULL);
  if (status == 0) status = compile_program(program, 3, options);
  if (status != 0) {
    printf("the real NVRTC gives %d with %s\n", status, architecture);
    if (program != NULL) print_log(program);
  }
  return status;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  open_library(arguments[2], RTLD_NOW | RTLD_GLOBAL);
  library = open_library(arguments[1], RTLD_NOW);
  char *source = input();
  for (size_t i = 0; i < sizeof ARCHITECTURES / sizeof *ARCHITECTURES; i++) {
    if (compile(ARCHITECTURES[i], arguments[3], source) != 0) return 1;
  }
  return 0;
}
