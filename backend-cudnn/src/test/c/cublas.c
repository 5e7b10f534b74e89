/* cuBLAS: handles and products of matrices that are stored by columns. */
#include "element.h"
#include "sim.h"

#include <stdlib.h>

enum { BLAS_SUCCESS = 0, BLAS_NOT_INITIALIZED = 1, BLAS_INVALID_VALUE = 7, BLAS_EXECUTION_FAILED = 13,
  BLAS_NOT_SUPPORTED = 15 };
enum { R_32F = 0, R_64F = 1, R_16F = 2, R_16BF = 14 };
enum { COMPUTE_32F = 68, COMPUTE_32F_PEDANTIC = 69, COMPUTE_64F = 70, COMPUTE_32F_FAST_16F = 74,
  COMPUTE_32F_FAST_16BF = 75, COMPUTE_32F_FAST_TF32 = 77 };

/* A mode, and a flag that keeps sums of 16-bit numbers in single precision. */
enum { MATH_DEFAULT = 0, MATH_TENSOR = 1, MATH_PEDANTIC = 2, MATH_TF32 = 3, MATH_EXACT_SUMS = 16 };

struct Blas {
  struct Object object;
  struct Stream *stream;
  void *workspace;
  size_t workspace_bytes;
  int math_mode;
};

struct Operand {
  const void *p;
  int type;
  bool transposed;
  long distance, stride; /* between columns; between matrices */
};

struct Product {
  struct Operand a, b, c;
  long m, n, k, count;
  double alpha, beta;
  bool doubles;
  struct Blas *handle;
};

EXPORT const char *cublasGetStatusString(int status) {
  switch (status) {
    case BLAS_SUCCESS: return "CUBLAS_STATUS_SUCCESS";
    case BLAS_NOT_INITIALIZED: return "CUBLAS_STATUS_NOT_INITIALIZED";
    case BLAS_INVALID_VALUE: return "CUBLAS_STATUS_INVALID_VALUE";
    case BLAS_EXECUTION_FAILED: return "CUBLAS_STATUS_EXECUTION_FAILED";
    case BLAS_NOT_SUPPORTED: return "CUBLAS_STATUS_NOT_SUPPORTED";
    default: return "an error of the simulated cuBLAS";
  }
}

static int begin(const char *function) {
  int code = call_begin(function);
  return code != BLAS_SUCCESS ? code : sticky_error(current_device()) ? BLAS_EXECUTION_FAILED : BLAS_SUCCESS;
}

EXPORT int cublasCreate_v2(struct Blas **handle) {
  int code = begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!capture_allows()) return BLAS_NOT_INITIALIZED;
  *handle = object_create(BLAS_HANDLE, sizeof **handle);
  return BLAS_SUCCESS;
}

EXPORT int cublasDestroy_v2(struct Blas *handle) {
  int code = call_begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!object_enter(BLAS_HANDLE, handle)) return BLAS_NOT_INITIALIZED;
  object_leave(handle);
  if (!device_may_wait(handle->object.device)) return BLAS_EXECUTION_FAILED;
  object_destroy(BLAS_HANDLE, handle);
  return sticky_error(handle->object.device) ? BLAS_EXECUTION_FAILED : BLAS_SUCCESS;
}

EXPORT int cublasSetStream_v2(struct Blas *handle, struct Stream *stream) {
  int code = begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!object_check(STREAM, stream) || !object_enter(BLAS_HANDLE, handle)) return BLAS_NOT_INITIALIZED;
  bool same = stream->object.device == handle->object.device;
  if (same) handle->stream = stream;
  else violation("handle of device %d, stream of device %d", handle->object.device, stream->object.device);
  handle->workspace = NULL;
  object_leave(handle);
  return same ? BLAS_SUCCESS : BLAS_INVALID_VALUE;
}

EXPORT int cublasSetWorkspace_v2(struct Blas *handle, void *workspace, size_t bytes) {
  int code = begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!object_enter(BLAS_HANDLE, handle)) return BLAS_NOT_INITIALIZED;
  bool right = scratch_check(handle->object.device, workspace, bytes, "the workspace");
  if (right) {
    handle->workspace = workspace;
    handle->workspace_bytes = bytes;
  }
  object_leave(handle);
  return right ? BLAS_SUCCESS : BLAS_INVALID_VALUE;
}

EXPORT int cublasSetMathMode(struct Blas *handle, int mode) {
  int code = begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!object_enter(BLAS_HANDLE, handle)) return BLAS_NOT_INITIALIZED;
  int plain = mode & ~MATH_EXACT_SUMS;
  bool right = plain >= MATH_DEFAULT && plain <= MATH_TF32;
  if (right) handle->math_mode = mode;
  object_leave(handle);
  return right ? BLAS_SUCCESS : BLAS_INVALID_VALUE;
}

EXPORT int cublasGetVersion_v2(struct Blas *handle, int *version) {
  *version = 130200;
  return object_check(BLAS_HANDLE, handle) ? begin(__func__) : BLAS_NOT_INITIALIZED;
}

static int type_of(int code) {
  switch (code) {
    case R_32F: return F32;
    case R_64F: return F64;
    case R_16F: return F16;
    case R_16BF: return BF16;
    default: return -1;
  }
}

/* Whether the stored matrices, of so many rows and columns, lie in memory of the device. */
static bool check_operand(int device, const struct Operand *o, long rows, long columns, long count, const char *what) {
  if (rows == 0 || columns == 0 || count == 0) return true;
  long elements = (count - 1) * o->stride + (columns - 1) * o->distance + rows;
  return memory_check(device, o->p, (size_t)elements * type_bytes(o->type), what);
}

static bool check_operands(int device, const struct Product *p) {
  bool a = check_operand(device, &p->a, p->a.transposed ? p->k : p->m, p->a.transposed ? p->m : p->k, p->count, "A");
  bool b = check_operand(device, &p->b, p->b.transposed ? p->n : p->k, p->b.transposed ? p->k : p->n, p->count, "B");
  return check_operand(device, &p->c, p->m, p->n, p->count, "C") && a && b;
}

/* Loads a matrix as rows of the transposed one: rows x columns, where columns are adjacent unless it is transposed. */
static void load_matrix(void *to, bool doubles, const struct Operand *o, long matrix, long rows, long columns) {
  const char *from = (const char *)o->p + (size_t)(matrix * o->stride) * type_bytes(o->type);
  long row_step = o->transposed ? 1 : o->distance, column_step = o->transposed ? o->distance : 1;
  for (long row = 0; row < rows; row++) {
    const char *start = from + (size_t)(row * row_step) * type_bytes(o->type);
    if (doubles) load_doubles((double *)to + row * columns, o->type, start, columns, column_step);
    else load_floats((float *)to + row * columns, o->type, start, columns, column_step);
  }
}

/* The transposed product: n x m = n x k by k x m, all by rows. */
static int run_product(int device, void *arguments) {
  const struct Product *p = arguments;
  if (!object_check(BLAS_HANDLE, p->handle) || !check_operands(device, p)) return CUDA_ILLEGAL_ADDRESS;
  size_t size = p->doubles ? sizeof(double) : sizeof(float);
  void *left = scratch((size_t)(p->n * p->k), size), *right = scratch((size_t)(p->k * p->m), size);
  void *result = scratch((size_t)(p->n * p->m), size);
  for (long matrix = 0; matrix < p->count; matrix++) {
    if (matrix == 0 || p->b.stride != 0) load_matrix(left, p->doubles, &p->b, matrix, p->n, p->k);
    if (matrix == 0 || p->a.stride != 0) load_matrix(right, p->doubles, &p->a, matrix, p->k, p->m);
    if (p->doubles) multiply_doubles(result, left, right, p->n, p->m, p->k);
    else multiply_floats(result, left, right, p->n, p->m, p->k);
    for (long j = 0; j < p->n; j++) {
      for (long i = 0; i < p->m; i++) {
        long at = matrix * p->c.stride + j * p->c.distance + i;
        double sum = p->doubles ? ((double *)result)[j * p->m + i] : ((float *)result)[j * p->m + i];
        double before = p->beta != 0 ? p->beta * load(p->c.type, p->c.p, at) : 0;
        store(p->c.type, (void *)p->c.p, at, p->alpha * sum + before);
      }
    }
  }
  free(left);
  free(right);
  free(result);
  return CUDA_SUCCESS;
}

/* What nobody asked for: sums that are rounded to 16 bits on their way, and TF32 where exact products were wanted. */
static void check_math(int mode, const struct Product *p, int compute) {
  bool halves = p->a.type == F16 || p->a.type == BF16;
  if (halves && (mode & MATH_EXACT_SUMS) == 0) violation("sums of 16-bit numbers may be rounded on their way");
  bool tf32 = (mode & ~MATH_EXACT_SUMS) == MATH_TF32;
  if (p->a.type == F32 && compute == COMPUTE_32F && tf32) violation("exact products are rounded to TF32");
}

static int check_product(const struct Product *p, int compute) {
  if (p->m < 0 || p->n < 0 || p->k < 0 || p->count < 0) return BLAS_INVALID_VALUE;
  long a_rows = p->a.transposed ? p->k : p->m, b_rows = p->b.transposed ? p->n : p->k;
  if (p->a.distance < (a_rows > 1 ? a_rows : 1) || p->b.distance < (b_rows > 1 ? b_rows : 1)
      || p->c.distance < (p->m > 1 ? p->m : 1)) {
    return BLAS_INVALID_VALUE;
  }
  bool floats = compute == COMPUTE_32F || compute == COMPUTE_32F_PEDANTIC;
  bool reduced = compute == COMPUTE_32F_FAST_16F || compute == COMPUTE_32F_FAST_16BF || compute == COMPUTE_32F_FAST_TF32;
  bool same = p->a.type == p->b.type;
  if (compute == COMPUTE_64F) return same && p->a.type == F64 && p->c.type == F64 ? BLAS_SUCCESS : BLAS_NOT_SUPPORTED;
  if (reduced) return same && p->a.type == F32 && p->c.type == F32 ? BLAS_SUCCESS : BLAS_NOT_SUPPORTED;
  bool halves = p->a.type == F16 || p->a.type == BF16;
  bool right = p->a.type == F32 ? p->c.type == F32 : halves && (p->c.type == p->a.type || p->c.type == F32);
  return floats && same && right ? BLAS_SUCCESS : BLAS_NOT_SUPPORTED;
}

static int put_product(struct Blas *handle, struct Product *p, int compute) {
  if (handle->object.device != current_device()) {
    violation("handle of device %d, current device %d", handle->object.device, current_device());
    return BLAS_EXECUTION_FAILED;
  }
  if (handle->stream == NULL) {
    violation("the handle has no stream");
    return BLAS_EXECUTION_FAILED;
  }
  if (handle->workspace != NULL
      && !memory_check(handle->object.device, handle->workspace, handle->workspace_bytes, "the workspace")) {
    return BLAS_EXECUTION_FAILED;
  }
  int status = check_product(p, compute);
  if (status != BLAS_SUCCESS) return status;
  check_math(handle->math_mode, p, compute);
  if (p->m == 0 || p->n == 0 || p->count == 0) return BLAS_SUCCESS;
  if (!check_operands(handle->object.device, p)) return BLAS_INVALID_VALUE;
  return stream_put(handle->stream, run_product, p, sizeof *p) == CUDA_SUCCESS ? BLAS_SUCCESS : BLAS_EXECUTION_FAILED;
}

EXPORT int cublasGemmStridedBatchedEx(struct Blas *handle, int transpose_a, int transpose_b, int m, int n, int k,
    const void *alpha, const void *a, int a_type, int lda, long long a_stride, const void *b, int b_type, int ldb,
    long long b_stride, const void *beta, void *c, int c_type, int ldc, long long c_stride, int count, int compute,
    int algorithm) {
  (void)algorithm;
  int code = begin(__func__);
  if (code != BLAS_SUCCESS) return code;
  if (!object_enter(BLAS_HANDLE, handle)) return BLAS_NOT_INITIALIZED;
  bool doubles = compute == COMPUTE_64F;
  struct Product product = {.a = {a, type_of(a_type), transpose_a != 0, lda, a_stride},
      .b = {b, type_of(b_type), transpose_b != 0, ldb, b_stride},
      .c = {c, type_of(c_type), false, ldc, c_stride},
      .m = m, .n = n, .k = k, .count = count,
      .alpha = doubles ? *(const double *)alpha : *(const float *)alpha,
      .beta = doubles ? *(const double *)beta : *(const float *)beta,
      .doubles = doubles, .handle = handle};
  code = put_product(handle, &product, compute);
  object_leave(handle);
  return code;
}

EXPORT int cublasGemmEx(struct Blas *handle, int transpose_a, int transpose_b, int m, int n, int k, const void *alpha,
    const void *a, int a_type, int lda, const void *b, int b_type, int ldb, const void *beta, void *c, int c_type,
    int ldc, int compute, int algorithm) {
  return cublasGemmStridedBatchedEx(handle, transpose_a, transpose_b, m, n, k, alpha, a, a_type, lda, 0, b, b_type, ldb,
      0, beta, c, c_type, ldc, 0, 1, compute, algorithm);
}
