package dev.weft.nativesupport.predict;

import dev.weft.Shape;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans by the shapes of a call's inputs, the most recently used ones. Thread-safe: a lock guards
 * the map; plans are compiled outside of it, each by the first thread that asks, while others that
 * ask for the same one wait. A plan that is dropped lives on until its last holder releases it.
 *
 * @param <P> a plan
 */
public final class PlanCache<P extends SharedPlan> implements AutoCloseable {

  /**
   * What a plan is compiled for.
   *
   * @param shapes the shapes of all inputs, empty where one is left out
   * @param threads the number of threads that compute a call
   */
  public record Key(List<Optional<Shape>> shapes, int threads) {
    // Both are written out since they are wanted at every start, and those of the compiler are
    // linked at their first use.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.threads == threads && key.shapes.equals(shapes);
    }

    @Override
    public int hashCode() {
      return 31 * shapes.hashCode() + threads;
    }
  }

  private final int maxCount;
  private final long maxBytes;
  private final Function<Key, P> compiler;
  private final Map<Key, CompletableFuture<P>> plans = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Makes an empty cache.
   *
   * @param maxCount how many plans it keeps, at least 1
   * @param maxBytes how many bytes they may hold together; the newest is kept whatever it holds
   * @param compiler makes a plan
   */
  public PlanCache(int maxCount, long maxBytes, Function<Key, P> compiler) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
    this.compiler = compiler;
  }

  /**
   * {@return the plan for a key, held for the caller, who releases it}
   *
   * @param key what it is for
   */
  public P get(Key key) {
    while (true) {
      CompletableFuture<P> mine = new CompletableFuture<>();
      CompletableFuture<P> present;
      synchronized (plans) {
        present = plans.get(key);
        if (present == null) {
          plans.put(key, mine);
        }
      }
      P plan = present == null ? compile(key, mine) : Futures.join(present);
      if (plan.acquire()) {
        evict();
        return plan;
      }
    }
  }

  private P compile(Key key, CompletableFuture<P> result) {
    try {
      P plan = compiler.apply(key);
      result.complete(plan);
      return plan;
    } catch (Throwable e) {
      synchronized (plans) {
        plans.remove(key, result);
      }
      result.completeExceptionally(e);
      throw e;
    }
  }

  /** Closes what is dropped outside of the lock, and fails no call if that does not succeed. */
  private void evict() {
    for (P plan : dropped()) {
      try {
        plan.close();
      } catch (RuntimeException | Error e) {
        System.getLogger(PlanCache.class.getName())
            .log(System.Logger.Level.WARNING, "cannot free a plan", e);
      }
    }
  }

  private List<P> dropped() {
    List<P> dropped = List.of();
    synchronized (plans) {
      long bytes = 0;
      for (CompletableFuture<P> plan : plans.values()) {
        bytes += bytesOf(plan.getNow(null));
      }
      Iterator<CompletableFuture<P>> oldest = plans.values().iterator();
      while ((plans.size() > maxCount || bytes > maxBytes) && plans.size() > 1) {
        CompletableFuture<P> plan = oldest.next();
        if (!plan.isDone()) {
          break;
        }
        bytes -= bytesOf(plan.getNow(null));
        oldest.remove();
        dropped = dropped.isEmpty() ? new ArrayList<>() : dropped;
        dropped.add(plan.join());
      }
    }
    return dropped;
  }

  private static long bytesOf(@Nullable SharedPlan plan) {
    return plan == null ? 0 : plan.byteSize();
  }

  @Override
  public void close() {
    List<P> all = new ArrayList<>();
    synchronized (plans) {
      for (CompletableFuture<P> plan : plans.values()) {
        P compiled = plan.isCompletedExceptionally() ? null : plan.getNow(null);
        if (compiled != null) {
          all.add(compiled);
        }
      }
      plans.clear();
    }
    Rollback.closeAll(all);
  }
}
