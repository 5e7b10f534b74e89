package dev.weft.backend.onednn.plan;

import dev.weft.nativesupport.predict.Futures;
import dev.weft.nativesupport.predict.WorkerThreads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Threads that load models and reorder parameters, as many as there are processors, shared by all
 * models; they end when they are idle. Tasks begin in the order in which they were given, so one
 * may wait for an earlier one.
 */
public final class LoadThreads {
  private static final long IDLE_SECONDS = 5;
  private static final ThreadPoolExecutor EXECUTOR = executor();

  private LoadThreads() {}

  private static ThreadPoolExecutor executor() {
    int processors = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new WorkerThreads("weft-load-"));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * Runs a task in another thread, or in this one if none can be had.
   *
   * @param task the task
   * @return ends with the task, and with what it throws
   */
  public static CompletableFuture<Void> start(Runnable task) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Runnable guarded =
        () -> {
          try {
            task.run();
            end.complete(null);
          } catch (Throwable e) {
            end.completeExceptionally(e);
          }
        };
    try {
      EXECUTOR.execute(guarded);
    } catch (OutOfMemoryError e) {
      // No further thread: one that is there goes on, else this one.
      if (EXECUTOR.getPoolSize() == 0 || !EXECUTOR.getQueue().offer(guarded)) {
        guarded.run();
      }
    }
    return end;
  }

  /**
   * Waits for all tasks; an interrupt does not end that.
   *
   * @param tasks what {@link #start} returned
   * @throws RuntimeException or an {@link Error} that one of them ended with
   */
  public static void join(List<CompletableFuture<Void>> tasks) {
    try {
      Futures.join(CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)));
    } catch (RuntimeException | Error e) {
      addCaller(e);
      throw e;
    }
  }

  /** Puts the trace of the calling thread behind that of the thread which ran the task, once. */
  private static void addCaller(Throwable failure) {
    StackTraceElement[] there = failure.getStackTrace();
    StackTraceElement[] here = new Throwable().getStackTrace();
    if (!Arrays.asList(there).contains(here[0])) {
      failure.setStackTrace(
          Stream.of(there, here).flatMap(Arrays::stream).toArray(StackTraceElement[]::new));
    }
  }
}
