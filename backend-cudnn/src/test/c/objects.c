/* The live objects of each kind. Memory of destroyed objects is kept, so that a later use is recognised. */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BUCKETS 65536

static const char *const NAMES[KINDS] = {"stream", "event", "graph", "executable graph", "module", "kernel",
    "program", "cuDNN handle", "cuBLAS handle", "tensor descriptor", "filter descriptor", "convolution descriptor",
    "pooling descriptor", "activation descriptor", "dropout descriptor", "RNN descriptor", "RNN data descriptor", "LRN descriptor"};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct Object *buckets[BUCKETS];
static long live[KINDS];

static struct Object **bucket_of(const void *object) { return &buckets[((uintptr_t)object >> 4) % BUCKETS]; }

static struct Object *find(const void *object) {
  struct Object *found = *bucket_of(object);
  while (found != NULL && found != object) found = found->next_in_bucket;
  return found;
}

void *object_create(enum Kind kind, size_t bytes) {
  struct Object *made = calloc(1, bytes);
  if (made == NULL) abort();
  made->kind = kind;
  made->device = current_device();
  made->live = true;
  pthread_mutex_lock(&lock);
  struct Object **bucket = bucket_of(made);
  made->next_in_bucket = *bucket;
  *bucket = made;
  live[kind]++;
  pthread_mutex_unlock(&lock);
  return made;
}

/* Looks it up, and takes it from the live ones if that is asked for. */
static bool check(enum Kind kind, const void *object, bool destroy) {
  pthread_mutex_lock(&lock);
  struct Object *found = find(object);
  bool right = found != NULL && found->kind == kind;
  bool was_live = right && found->live;
  if (was_live && destroy) {
    found->live = false;
    live[kind]--;
  }
  pthread_mutex_unlock(&lock);
  if (!right) violation("%p is no %s", object, NAMES[kind]);
  else if (!was_live) violation("%s %p is used after it was destroyed", NAMES[kind], object);
  return was_live;
}

bool object_check(enum Kind kind, const void *object) { return check(kind, object, false); }

bool object_destroy(enum Kind kind, void *object) { return check(kind, object, true); }

bool object_enter(enum Kind kind, void *object) {
  if (!object_check(kind, object)) return false;
  long self = syscall(SYS_gettid);
  long user = 0;
  if (atomic_compare_exchange_strong(&((struct Object *)object)->user, &user, self)) return true;
  violation("%s %p is used by thread %ld while thread %ld uses it", NAMES[kind], object, self, user);
  return false;
}

void object_leave(void *object) { atomic_store(&((struct Object *)object)->user, 0); }

void objects_each(enum Kind kind, void (*visit)(void *object, void *context), void *context) {
  pthread_mutex_lock(&lock);
  size_t count = (size_t)live[kind], at = 0;
  struct Object **all = calloc(count + 1, sizeof *all);
  for (int b = 0; b < BUCKETS; b++) {
    for (struct Object *o = buckets[b]; o != NULL; o = o->next_in_bucket) {
      if (o->kind == kind && o->live) all[at++] = o;
    }
  }
  pthread_mutex_unlock(&lock);
  for (size_t i = 0; i < at; i++) visit(all[i], context);
  free(all);
}

/* Takes all objects of a device from the live ones: a process cannot destroy them where the device is lost. */
void objects_lose(int device) {
  pthread_mutex_lock(&lock);
  for (int b = 0; b < BUCKETS; b++) {
    for (struct Object *o = buckets[b]; o != NULL; o = o->next_in_bucket) {
      if (o->live && o->device == device) {
        o->live = false;
        live[o->kind]--;
      }
    }
  }
  pthread_mutex_unlock(&lock);
}

/* Writes a line for each kind with live objects; returns how many objects are live. */
EXPORT long long sim_live_objects(char *text, size_t bytes) {
  size_t at = 0;
  long sum = 0;
  if (bytes > 0) text[0] = 0;
  pthread_mutex_lock(&lock);
  for (int kind = 0; kind < KINDS; kind++) {
    if (kind == FUNCTION || live[kind] == 0) continue;
    sum += live[kind];
    if (at < bytes) at += (size_t)snprintf(text + at, bytes - at, "%s: %ld\n", NAMES[kind], live[kind]);
  }
  pthread_mutex_unlock(&lock);
  return sum;
}
