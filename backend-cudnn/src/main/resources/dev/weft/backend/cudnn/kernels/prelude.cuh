/*
 * The language of the kernels: CUDA C that a C11 compiler takes, too. NVRTC compiles it for a GPU. Elements are read and
 * written through IN(k, i) and OUT(k, i, x); their types are macros, I0, I1, ... and O0, O1, ..., one of f32, f64, f16,
 * bf16, i32, i64, i8, u8, that the compiler is given for each use of a kernel. real, too: the type that is computed with,
 * float or double.
 */
#if defined(__CUDACC_RTC__)
#define KERNEL(name) extern "C" __global__ void name(const struct Args a)
#define FUNCTION static __device__ __forceinline__
#define BLOCK_THREADS 256
#define FIRST_OF_ALL ((long long)blockIdx.x * blockDim.x + threadIdx.x)
#define STRIDE_OF_ALL ((long long)gridDim.x * blockDim.x)
#define BLOCK ((long long)blockIdx.x)
#define BLOCKS ((long long)gridDim.x)
#define LANE ((long long)threadIdx.x)
#define LANE_COUNT ((long long)blockDim.x)
#define SYNC() __syncthreads()
#define INFINITY __int_as_float(0x7f800000)
#else
#include <math.h>
#include <string.h>
#include <tgmath.h>
#define KERNEL(name) void name(const struct Args a)
#define FUNCTION static inline
#define FIRST_OF_ALL 0LL
#define STRIDE_OF_ALL 1LL
#define BLOCK 0LL
#define BLOCKS 1LL
#define LANE 0LL
#define LANE_COUNT 1LL
#define SYNC() ((void)0)
#endif

/* One thread for each of the n counts. */
#define EACH(t) for (long long t = FIRST_OF_ALL; t < a.n; t += STRIDE_OF_ALL)
/* One block for each of the n counts; its threads share the work of a row. */
#define ROWS(r) for (long long r = BLOCK; r < a.n; r += BLOCKS)
/* Within ROWS: the part of 0 .. count-1 that this thread does. */
#define LANES(j, count) for (long long j = LANE; j < (count); j += LANE_COUNT)

#define PASTE_(x, y) x##y
#define PASTE(x, y) PASTE_(x, y)

typedef float f32;
typedef double f64;
typedef int i32;
typedef long long i64;
typedef signed char i8;
typedef unsigned char u8;
typedef struct { unsigned short bits; } f16;
typedef struct { unsigned short bits; } bf16;

FUNCTION unsigned bits_of_float(float x) {
#if defined(__CUDACC_RTC__)
  return __float_as_uint(x);
#else
  unsigned u;
  memcpy(&u, &x, 4);
  return u;
#endif
}

FUNCTION float float_of_bits(unsigned u) {
#if defined(__CUDACC_RTC__)
  return __uint_as_float(u);
#else
  float x;
  memcpy(&x, &u, 4);
  return x;
#endif
}

FUNCTION float float_of_f16(f16 h) {
#if defined(__CUDACC_RTC__)
  float x;
  asm("cvt.f32.f16 %0, %1;" : "=f"(x) : "h"(h.bits));
  return x;
#else
  unsigned sign = (unsigned)(h.bits & 0x8000) << 16;
  unsigned magnitude = h.bits & 0x7fff;
  if (magnitude >= 0x7c00) {
    return float_of_bits(sign | 0x7f800000u | (magnitude & 0x3ff) << 13);
  }
  /* The exponent of half precision, moved to where single precision has it, is too small by 112. */
  return float_of_bits(sign | bits_of_float(float_of_bits(magnitude << 13) * 0x1p112f));
#endif
}

FUNCTION f16 f16_of_float(float x) {
  f16 h;
#if defined(__CUDACC_RTC__)
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(h.bits) : "f"(x));
#else
  unsigned u = bits_of_float(x);
  unsigned sign = u >> 16 & 0x8000;
  unsigned magnitude = u & 0x7fffffff;
  if (magnitude > 0x7f800000u) {
    h.bits = (unsigned short)(sign | 0x7e00);
  } else if (magnitude >= 0x477ff000u) {
    h.bits = (unsigned short)(sign | 0x7c00);
  } else if (magnitude < 0x38800000u) {
    /* Subnormal: adding 1/2 lets the processor round at the right place. */
    h.bits = (unsigned short)(sign | (bits_of_float(float_of_bits(magnitude) + 0.5f) - 0x3f000000u));
  } else {
    h.bits = (unsigned short)(sign | (magnitude - 0x38000000u + 0xfff + (magnitude >> 13 & 1)) >> 13);
  }
#endif
  return h;
}

FUNCTION float float_of_bf16(bf16 b) { return float_of_bits((unsigned)b.bits << 16); }

FUNCTION bf16 bf16_of_float(float x) {
  unsigned u = bits_of_float(x);
  bf16 b;
  b.bits = (unsigned short)((u & 0x7fffffff) > 0x7f800000u ? u >> 16 | 0x40 : (u + 0x7fff + (u >> 16 & 1)) >> 16);
  return b;
}

#define ACCESSORS(type, loaded, get, put)                                                                              \
  FUNCTION loaded load_##type(const void *p, long long at) { type x = ((const type *)p)[at]; return get; }           \
  FUNCTION void store_##type(void *p, long long at, real y) { ((type *)p)[at] = put; }

/* The whole part of a number; the nearest whole number if it is too large, and 0 if it is not a number. */
FUNCTION i64 whole_of(real y) {
  if ((real)0.5 == 0 || fabs((double)y) < 9e18) {
    return (i64)y;
  }
  double x = (double)y;
  return x >= 9223372036854775808.0 ? 9223372036854775807LL
      : x > -9223372036854775808.0 ? (i64)x : x != x ? 0 : -9223372036854775807LL - 1;
}

ACCESSORS(f32, float, x, (float)y)
ACCESSORS(f64, double, x, y)
ACCESSORS(f16, float, float_of_f16(x), f16_of_float((float)y))
ACCESSORS(bf16, float, float_of_bf16(x), bf16_of_float((float)y))
/* Whole numbers: fractions are cut off, and what is too large keeps its lowest bits. */
ACCESSORS(i32, i32, x, (i32)whole_of(y))
ACCESSORS(i64, i64, x, whole_of(y))
ACCESSORS(i8, i32, x, (i8)whole_of(y))
ACCESSORS(u8, i32, x, (u8)whole_of(y))

/* Element i of input k as a real, and as a whole number, its fraction cut off. */
#define IN(k, at) ((real)PASTE(load_, I##k)(a.in[k], (at)))
#define IN_LONG(k, at) ((long long)PASTE(load_, I##k)(a.in[k], (at)))
/* Sets element i of output k. */
#define OUT(k, at, x) PASTE(store_, O##k)(a.out[k], (at), (x))
/* Sets element i of output k to a whole number, of which smaller types keep the lowest bits. */
#define OUT_LONG(k, at, x) (((O##k *)a.out[k])[at] = (O##k)(x))
/* Element i of output k as it was written before. */
#define OUT_READ(k, at) ((real)PASTE(load_, O##k)(a.out[k], (at)))
/* Copies an element without looking at it: input k and output o have the same type. */
#define COPY(o, to, k, from) (((O##o *)a.out[o])[to] = ((const O##o *)a.in[k])[from])

/* Input and output k of a kernel that is used with single-precision numbers alone. */
#define FLOATS(k) ((const float *)a.in[k])
#define FLOATS_OUT(k) ((float *)a.out[k])

/* Makes an int at least x, whatever other threads do meanwhile. */
#if defined(__CUDACC_RTC__)
#define ATOMIC_MAX(at, x) atomicMax((at), (x))
#else
#define ATOMIC_MAX(at, x) (*(at) = *(at) < (x) ? (x) : *(at))
#endif

/* Marks the call as failed at this step. */
#define FAULT() (*a.fault = a.step)

#if defined(__CUDACC_RTC__)
#define BLOCK_REDUCTION(name, join)                                                                                    \
  FUNCTION real name(real x) {                                                                                         \
    __shared__ real parts[32];                                                                                         \
    for (int d = 16; d > 0; d >>= 1) { real y = __shfl_xor_sync(0xffffffffu, x, d); x = join; }                        \
    __syncthreads();                                                                                                   \
    if ((threadIdx.x & 31) == 0) parts[threadIdx.x >> 5] = x;                                                          \
    __syncthreads();                                                                                                   \
    x = parts[0];                                                                                                      \
    for (int w = 1; w < (int)(blockDim.x >> 5); w++) { real y = parts[w]; x = join; }                                  \
    return x;                                                                                                          \
  }
#else
#define BLOCK_REDUCTION(name, join) FUNCTION real name(real x) { return x; }
#endif

/* Within ROWS, called by all threads of a block: what their values are together. The same in all of them. */
BLOCK_REDUCTION(block_sum, x + y)
BLOCK_REDUCTION(block_max, (x > y ? x : y))
BLOCK_REDUCTION(block_min, (x < y ? x : y))

/*
 * One thread for each of the n counts where the macro ALONE is defined, else a block: a loop over the counts, one over
 * the parts of a count, what the values of all threads are together, and whether this thread writes the result.
 */
#if defined(ALONE)
#define GROUPS EACH
#define PARTS(j, count) for (long long j = 0; j < (count); j++)
#define TOTAL(x) (x)
#define GREATEST(x) (x)
#define LEADS 1
#else
#define GROUPS ROWS
#define PARTS LANES
#define TOTAL(x) block_sum(x)
#define GREATEST(x) block_max(x)
#define LEADS (LANE == 0)
#endif
