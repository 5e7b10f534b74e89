package dev.weft.nativesupport.lifetime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lifetime of one native thing, counted.
 *
 * <p>One int holds the whole state: the number of holders, and a bit that is set by the first
 * {@link #close()}. Any thread may call any method.
 *
 * <ul>
 *   <li>open: {@link #acquire()} adds a holder, {@link #release()} takes one away;
 *   <li>closed with holders: acquire throws before any native call, the last release frees;
 *   <li>closed without holders: freed, by whichever of {@code close} and {@code release} came last,
 *       exactly once.
 * </ul>
 */
public final class NativeHandle implements AutoCloseable {
  private static final int CLOSED = 1 << 31;
  private static final int MAX_HOLDERS = CLOSED - 1;

  private final String name;
  private final Runnable free;
  private final AtomicInteger state = new AtomicInteger();

  /**
   * Makes an open handle without holders.
   *
   * @param name what it is, for messages
   * @param free frees the native thing; run once, by the thread that ends its life
   */
  public NativeHandle(String name, Runnable free) {
    this.name = name;
    this.free = free;
  }

  /**
   * Adds a holder; the native thing lives at least until it is released.
   *
   * @throws IllegalStateException if this is closed
   */
  public void acquire() {
    int seen;
    do {
      seen = state.get();
      if (seen < 0) {
        throw new IllegalStateException(name + " is closed");
      }
      if (seen == MAX_HOLDERS) {
        throw new IllegalStateException(name + " has too many holders");
      }
    } while (!state.compareAndSet(seen, seen + 1));
  }

  /**
   * Takes a holder away, and frees the native thing if this is closed and that was the last one.
   *
   * @throws IllegalStateException if there is no holder
   */
  public void release() {
    int seen;
    do {
      seen = state.get();
      if ((seen & MAX_HOLDERS) == 0) {
        throw new IllegalStateException(name + " was released more often than acquired");
      }
    } while (!state.compareAndSet(seen, seen - 1));
    if (seen - 1 == CLOSED) {
      free.run();
    }
  }

  /**
   * Lets no new holder in; frees the native thing at once if there is none, else with the last
   * release. Idempotent.
   */
  @Override
  public void close() {
    int seen;
    do {
      seen = state.get();
      if (seen < 0) {
        return;
      }
    } while (!state.compareAndSet(seen, seen | CLOSED));
    if (seen == 0) {
      free.run();
    }
  }

  /** {@return whether {@link #close()} was called} */
  public boolean isClosed() {
    return state.get() < 0;
  }

  @Override
  public String toString() {
    int seen = state.get();
    return name + (seen < 0 ? ", closed, " : ", open, ") + (seen & MAX_HOLDERS) + " holders";
  }
}
