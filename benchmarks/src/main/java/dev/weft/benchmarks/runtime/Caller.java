package dev.weft.benchmarks.runtime;

/** One thread's way to call a model again and again with one input; not thread-safe. */
public interface Caller extends AutoCloseable {
  /** Runs the model once. */
  void call();

  /** {@return the values of the only output of the last call, in row-major order} */
  float[] output();

  /** Frees what belongs to this caller alone. */
  @Override
  void close();
}
