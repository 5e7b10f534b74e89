package dev.weft.nativesupport.predict;

import dev.weft.nativesupport.lifetime.NativeHandle;
import dev.weft.nativesupport.lifetime.Rollback;

/**
 * A model compiled for given shapes of its inputs, shared by contexts, each of which holds it. What
 * it owns is freed once it is closed and no longer held. Thread-safe.
 */
public abstract class SharedPlan implements AutoCloseable {
  private final NativeHandle handle;

  /**
   * For subclasses.
   *
   * @param owned what the plan frees at its end
   */
  protected SharedPlan(Rollback owned) {
    this.handle = new NativeHandle("plan", owned::close);
  }

  /** {@return how many bytes it holds, those that a context needs for a call among them} */
  public abstract long byteSize();

  /**
   * Keeps the plan from being freed.
   *
   * @return whether it is still there
   */
  public final boolean acquire() {
    if (handle.isClosed()) {
      return false;
    }
    try {
      handle.acquire();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Ends {@link #acquire()}. */
  public final void release() {
    handle.release();
  }

  /** {@return whether it was closed and only its holders keep it} */
  public final boolean isClosed() {
    return handle.isClosed();
  }

  @Override
  public final void close() {
    handle.close();
  }
}
