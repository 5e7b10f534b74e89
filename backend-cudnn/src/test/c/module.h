/* What nvrtc.c makes and module.c loads: this header, then a shared object. */
#ifndef MODULE_H
#define MODULE_H

#include "sim.h"

#define IMAGE_MAGIC 0x6c656e72656b7766ULL

struct ImageHeader {
  unsigned long long magic;
  unsigned long long bytes;
};

#endif
