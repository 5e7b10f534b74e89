package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import org.bytedeco.cuda.global.cublas;

/**
 * Products of row-major matrices: m × k by k × n, as many as there are in a batch. Immutable.
 *
 * @param type the type of the factors, and of the result
 * @param tf32 whether factors of single precision may be rounded to TF32
 * @param batch how many products
 * @param m rows of the result
 * @param n columns of the result
 * @param k the length of a sum
 * @param transposesLeft whether the left factor is stored as k × m
 * @param transposesRight whether the right factor is stored as n × k
 * @param leftStride elements from one left factor to the next; 0 if all products share one
 * @param rightStride elements from one right factor to the next; 0 if all products share one
 */
public record MatrixProduct(
    ElementType type,
    boolean tf32,
    long batch,
    long m,
    long n,
    long k,
    boolean transposesLeft,
    boolean transposesRight,
    long leftStride,
    long rightStride) {
  private static final String FUNCTION = "cublasGemmStridedBatchedEx";

  /**
   * Requires sizes that cuBLAS can be told.
   *
   * @param subject the node, for messages
   * @throws BackendException if one is too large; the message tells which, and the limit
   */
  public void requireFit(String subject) {
    int unused = NativeInt.of(batch, "the number of products", FUNCTION, subject);
    unused = NativeInt.of(m, "the number of rows", FUNCTION, subject);
    unused = NativeInt.of(n, "the number of columns", FUNCTION, subject);
    unused = NativeInt.of(k, "the length of a sum", FUNCTION, subject);
  }

  /**
   * Puts the products on a queue.
   *
   * @param queue the queue
   * @param left where the left factors are
   * @param right where the right factors are
   * @param result where the results go, densely
   * @param subject the node, for messages
   */
  public void enqueue(Queue queue, long left, long right, long result, String subject) {
    // cuBLAS thinks in columns: it is asked for the transposed product, of the transposed factors.
    Status.cublas(
        cublas.cublasGemmStridedBatchedEx(
            queue.blas(),
            transposesRight ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N,
            transposesLeft ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N,
            Math.toIntExact(n),
            Math.toIntExact(m),
            Math.toIntExact(k),
            Factor.one(type),
            new Address(right),
            type.cudaCode(),
            Math.toIntExact(Math.max(1, transposesRight ? k : n)),
            rightStride,
            new Address(left),
            type.cudaCode(),
            Math.toIntExact(Math.max(1, transposesLeft ? m : k)),
            leftStride,
            Factor.zero(type),
            new Address(result),
            type.cudaCode(),
            Math.toIntExact(Math.max(1, n)),
            m * n,
            Math.toIntExact(batch),
            computeType(),
            cublas.CUBLAS_GEMM_DEFAULT),
        FUNCTION,
        subject);
  }

  private int computeType() {
    if (type == ElementType.F64) {
      return cublas.CUBLAS_COMPUTE_64F;
    }
    return type == ElementType.F32 && tf32
        ? cublas.CUBLAS_COMPUTE_32F_FAST_TF32
        : cublas.CUBLAS_COMPUTE_32F;
  }
}
