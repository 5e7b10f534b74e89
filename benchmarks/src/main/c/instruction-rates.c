/*
 * How many floating-point operations a second can one core do with products of 32-bit, bfloat16 and 16-bit numbers? Twelve
 * independent sums, operands in registers: no memory is read. For x86-64 processors with AVX-512, BF16 and FP16 instructions.
 *
 *   gcc -O2 -mavx512f -mavx512bf16 -mavx512fp16 instruction-rates.c -o instruction-rates && ./instruction-rates
 */
#include <stdio.h>
#include <time.h>

#define ROUNDS 100000000L
#define SUMS 12
#define ALL_SUMS(one) \
  one(0) one(1) one(2) one(3) one(4) one(5) one(6) one(7) one(8) one(9) one(10) one(11)

#define FP32(sum) __asm__ volatile("vfmadd231ps %%zmm30, %%zmm31, %%zmm" #sum ::: "xmm" #sum);
#define BF16(sum) __asm__ volatile("vdpbf16ps %%zmm30, %%zmm31, %%zmm" #sum ::: "xmm" #sum);
#define FP16(sum) __asm__ volatile("vfmadd231ph %%zmm30, %%zmm31, %%zmm" #sum ::: "xmm" #sum);

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

#define MEASURE(name, instruction, operations)                                          \
  do {                                                                                  \
    double start = seconds();                                                           \
    for (long i = 0; i < ROUNDS; i++) {                                                 \
      ALL_SUMS(instruction)                                                             \
    }                                                                                   \
    double rate = (double)ROUNDS * SUMS * (operations) / (seconds() - start) * 1e-9;    \
    printf("%s: %.1f GFLOP/s\n", name, rate);                                           \
  } while (0)

int main(void) {
  for (int run = 0; run < 3; run++) {
    MEASURE("vfmadd231ps (FP32)", FP32, 32);
    MEASURE("vdpbf16ps (BF16)", BF16, 64);
    MEASURE("vfmadd231ph (FP16)", FP16, 64);
  }
  return 0;
}
