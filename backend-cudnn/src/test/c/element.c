/* Elements of the floating-point types, converted by hand: rounded to nearest, ties to even. */
#include "element.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t type_bytes(int type) {
  switch (type) {
    case F32: return 4;
    case F64: return 8;
    case F16:
    case BF16: return 2;
    default: return 0;
  }
}

void *scratch(size_t count, size_t size) {
  void *made = malloc(count * size + 1);
  if (made == NULL) abort();
  return made;
}

static inline float of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline float of_half(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16, magnitude = half & 0x7fff;
  if (magnitude >= 0x7c00) return of_bits(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
  return of_bits(sign | bits_of(of_bits(magnitude << 13) * 0x1p112f));
}

static inline uint16_t half_of(float x) {
  uint32_t sign = bits_of(x) >> 16 & 0x8000, magnitude = bits_of(x) & 0x7fffffff;
  if (magnitude > 0x7f800000) return (uint16_t)(sign | 0x7e00);
  if (magnitude >= 0x477ff000) return (uint16_t)(sign | 0x7c00);
  if (magnitude < 0x38800000) return (uint16_t)(sign | (bits_of(of_bits(magnitude) + 0.5f) - bits_of(0.5f)));
  return (uint16_t)(sign | (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13);
}

static inline float of_bfloat(uint16_t bfloat) { return of_bits((uint32_t)bfloat << 16); }

static inline uint16_t bfloat_of(float x) {
  uint32_t bits = bits_of(x);
  if ((bits & 0x7fffffff) > 0x7f800000) return (uint16_t)(bits >> 16 | 0x40);
  return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

double load(int type, const void *p, long at) {
  switch (type) {
    case F32: return ((const float *)p)[at];
    case F64: return ((const double *)p)[at];
    case F16: return of_half(((const uint16_t *)p)[at]);
    default: return of_bfloat(((const uint16_t *)p)[at]);
  }
}

void store(int type, void *p, long at, double value) {
  switch (type) {
    case F32: ((float *)p)[at] = (float)value; break;
    case F64: ((double *)p)[at] = value; break;
    case F16: ((uint16_t *)p)[at] = half_of((float)value); break;
    default: ((uint16_t *)p)[at] = bfloat_of((float)value); break;
  }
}

void load_floats(float *to, int type, const void *from, long count, long stride) {
  const uint16_t *words = from;
  switch (type) {
    case F32:
      for (long i = 0; i < count; i++) to[i] = ((const float *)from)[i * stride];
      break;
    case F64:
      for (long i = 0; i < count; i++) to[i] = (float)((const double *)from)[i * stride];
      break;
    case F16:
      for (long i = 0; i < count; i++) to[i] = of_half(words[i * stride]);
      break;
    default:
      for (long i = 0; i < count; i++) to[i] = of_bfloat(words[i * stride]);
  }
}

void load_doubles(double *to, int type, const void *from, long count, long stride) {
  for (long i = 0; i < count; i++) to[i] = load(type, from, i * stride);
}
