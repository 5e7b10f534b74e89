package dev.weft.nativesupport.predict;

import dev.weft.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that another thread runs than its caller's. It is a turn in the queue of a {@link
 * ContextPool}, and has a result of its own, since a turn that has its slot cannot be taken back.
 * Thread-safe.
 */
final class QueuedCall extends CompletableFuture<ContextPool.Slot> {
  private final Call call;
  private final boolean blocking;
  private final CompletableFuture<List<Tensor>> result = new CompletableFuture<>();

  private QueuedCall(Call call, boolean blocking) {
    this.call = call;
    this.blocking = blocking;
  }

  /** Makes a call whose result one thread waits for, and no code depends on. */
  static QueuedCall blocking(Call call) {
    return new QueuedCall(call, true);
  }

  /** Makes a call whose result is given to users, who may let any code depend on it. */
  static QueuedCall asynchronous(Call call) {
    return new QueuedCall(call, false);
  }

  Call call() {
    return call;
  }

  CompletableFuture<List<Tensor>> result() {
    return result;
  }

  /**
   * Ends the call.
   *
   * @param failure what it failed with, or null
   * @param others runs what depends on the result where the thread has other things to do, or null
   */
  void end(List<Tensor> tensors, @Nullable Throwable failure, @Nullable Executor others) {
    if (others == null || blocking) {
      settle(tensors, failure);
      return;
    }
    try {
      others.execute(() -> settle(tensors, failure));
    } catch (RuntimeException | Error e) {
      settle(tensors, failure);
    }
  }

  private void settle(List<Tensor> tensors, @Nullable Throwable failure) {
    if (failure == null) {
      result.complete(tensors);
    } else {
      result.completeExceptionally(failure);
    }
  }

  /** Puts the trace of the calling thread behind that of the thread which ran the call. */
  static void addCaller(Throwable failure) {
    StackTraceElement[] there = failure.getStackTrace();
    String here = PooledPredictor.class.getName();
    String method = "await";
    boolean added =
        Arrays.stream(there)
            .anyMatch(
                frame -> frame.getClassName().equals(here) && frame.getMethodName().equals(method));
    if (!added) {
      StackTraceElement[] caller = new Throwable().getStackTrace();
      failure.setStackTrace(
          Stream.of(there, caller).flatMap(Arrays::stream).toArray(StackTraceElement[]::new));
    }
  }
}
