package dev.weft.nativesupport.lifetime;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Closes what a factory has made so far, in reverse, unless the factory comes to its end.
 *
 * <pre>{@code
 * try (Rollback made = new Rollback()) {
 *   Symbol symbol = made.add(Symbol.fromJson(json));
 *   CachedOp op = made.add(CachedOp.of(symbol));
 *   Context context = new Context(symbol, op);
 *   made.commit();
 *   return context;
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Rollback implements AutoCloseable {
  private final Deque<AutoCloseable> made = new ArrayDeque<>();

  /** Makes an empty list. */
  public Rollback() {}

  /**
   * Adds a thing to close.
   *
   * @param <T> its type
   * @param thing the thing
   * @return the thing
   */
  public <T extends AutoCloseable> T add(T thing) {
    made.push(thing);
    return thing;
  }

  /** Keeps everything: closing this does nothing any more. */
  public void commit() {
    made.clear();
  }

  /**
   * Hands everything over: closing this does nothing any more.
   *
   * @return what now owns it
   */
  public Rollback detached() {
    Rollback owner = new Rollback();
    owner.made.addAll(made);
    made.clear();
    return owner;
  }

  /**
   * Closes things, the last first; what one of them throws does not keep the others open.
   *
   * @param things the things
   * @throws IllegalStateException if one of them cannot be closed
   */
  public static void closeAll(Collection<? extends AutoCloseable> things) {
    try (Rollback all = new Rollback()) {
      things.forEach(all::add);
    }
  }

  /**
   * Closes everything added since the last commit, the newest first; what one of them throws does
   * not keep the others open.
   */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Throwable e) {
        if (failure == null) {
          failure = new IllegalStateException("cannot close what was made so far", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
