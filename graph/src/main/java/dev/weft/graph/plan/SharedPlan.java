package dev.weft.graph.plan;

/**
 * A graph compiled for given shapes of its inputs, shared by contexts, each of which holds it. It
 * is freed once it is closed and no longer held. Thread-safe.
 */
public interface SharedPlan extends AutoCloseable {
  /**
   * Keeps the plan from being freed.
   *
   * @return whether it is still there
   */
  boolean acquire();

  /** Ends {@link #acquire()}. */
  void release();

  /** {@return whether it was closed and only its holders keep it} */
  boolean isClosed();

  /** {@return how many bytes it holds, those that a context needs for a call among them} */
  long byteSize();

  @Override
  void close();
}
