/* Violations, and faults that a test asks for. */
#include "sim.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MAX_FUNCTIONS 256
#define NAME_BYTES 64

struct Count {
  char name[NAME_BYTES];
  long long calls;
  long long fails_at; /* the call that fails; 0 for none */
  int code;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct Count counts[MAX_FUNCTIONS];
static int functions;
static char violations[64 << 10];
static long long violation_count;
static atomic_int sticky[MAX_DEVICES];
static _Thread_local const char *function_of_thread = "";

void violation(const char *format, ...) {
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  pthread_mutex_lock(&lock);
  violation_count++;
  size_t used = strlen(violations);
  if (used + sizeof line + NAME_BYTES < sizeof violations) {
    sprintf(violations + used, "%.*s: %s\n", NAME_BYTES, function_of_thread, line);
  }
  pthread_mutex_unlock(&lock);
}

/* The entry of a function, made if needed. The lock is held. */
static struct Count *count_of(const char *function) {
  for (int i = 0; i < functions; i++) {
    if (strcmp(counts[i].name, function) == 0) return &counts[i];
  }
  if (functions == MAX_FUNCTIONS) return &counts[0];
  snprintf(counts[functions].name, NAME_BYTES, "%s", function);
  return &counts[functions++];
}

int call_begin(const char *function) {
  function_of_thread = function;
  pthread_mutex_lock(&lock);
  struct Count *count = count_of(function);
  count->calls++;
  int code = 0;
  if (count->fails_at == count->calls) {
    count->fails_at = 0;
    code = count->code;
  }
  pthread_mutex_unlock(&lock);
  return code;
}

const char *call_name(void) { return function_of_thread; }

int sticky_error(int device) { return device >= 0 && device < MAX_DEVICES ? atomic_load(&sticky[device]) : 0; }

/* Lets the n-th call of a function from now, counted from 1, fail with a code, once. */
EXPORT void sim_fail(const char *function, long long n, int code) {
  pthread_mutex_lock(&lock);
  struct Count *count = count_of(function);
  count->fails_at = count->calls + n;
  count->code = code;
  pthread_mutex_unlock(&lock);
}

/* Lets every call to a device fail from now on; code 0 ends that. */
EXPORT void sim_sticky(int device, int code) {
  if (device >= 0 && device < MAX_DEVICES) atomic_store(&sticky[device], code);
}

/* How often a function was called. */
EXPORT long long sim_calls(const char *function) {
  pthread_mutex_lock(&lock);
  long long calls = count_of(function)->calls;
  pthread_mutex_unlock(&lock);
  return calls;
}

/* Writes the violations, a line each; returns how many there were. */
EXPORT long long sim_violations(char *text, size_t bytes) {
  pthread_mutex_lock(&lock);
  long long count = violation_count;
  if (bytes > 0) snprintf(text, bytes, "%s", violations);
  pthread_mutex_unlock(&lock);
  return count;
}

/* Forgets the violations. */
EXPORT void sim_forget_violations(void) {
  pthread_mutex_lock(&lock);
  violations[0] = 0;
  violation_count = 0;
  pthread_mutex_unlock(&lock);
}

/* Ends all faults that were asked for. */
void faults_reset(void) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < functions; i++) counts[i].fails_at = 0;
  for (int i = 0; i < MAX_DEVICES; i++) atomic_store(&sticky[i], 0);
  pthread_mutex_unlock(&lock);
}
