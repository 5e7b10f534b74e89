package dev.weft.benchmarks.runtime;

/**
 * A Java runtime with one model open.
 *
 * <p>{@link #caller} may be called from any thread; each caller belongs to one thread, and those of
 * several threads may call at once.
 */
public interface InferenceRuntime extends AutoCloseable {
  /**
   * Makes a caller in the way that the runtime's documentation tells for one more thread.
   *
   * @param input the values of the only input, in row-major order
   * @param transfer how input and output get in and out
   * @return the caller; close it
   * @throws UnsupportedOperationException if the runtime has no such way
   */
  Caller caller(float[] input, Transfer transfer);

  /** Frees the model; all callers must be closed before. */
  @Override
  void close();

  /**
   * {@return the answer to one input}
   *
   * @param input the values of the only input, in row-major order
   */
  default float[] infer(float[] input) {
    try (Caller caller = caller(input, Transfer.COPIED)) {
      caller.call();
      return caller.output();
    }
  }
}
