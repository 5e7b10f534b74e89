/* Elements of the floating-point types, and matrices of them. The numbers are those of cuDNN. */
#ifndef ELEMENT_H
#define ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

enum Type { F32 = 0, F64 = 1, F16 = 2, BF16 = 9 };

/* The size of an element in bytes; 0 for a type that is not simulated. */
size_t type_bytes(int type);
double load(int type, const void *p, long at);
void store(int type, void *p, long at, double value);

/* to[i] = from[i * stride], as floats or doubles. */
void load_floats(float *to, int type, const void *from, long count, long stride);
void load_doubles(double *to, int type, const void *from, long count, long stride);

/* c = a b of row-major matrices without gaps, m x k, k x n and m x n. */
void multiply_floats(float *c, const float *a, const float *b, long m, long n, long k);
void multiply_doubles(double *c, const double *a, const double *b, long m, long n, long k);

/* Memory for count elements of the size; ends the process if there is none. */
void *scratch(size_t count, size_t size);

#endif
