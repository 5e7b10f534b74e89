package dev.weft.backend.mxnet;

import dev.weft.nativesupport.predict.WorkerThreads;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The threads that enter libmxnet.
 *
 * <p>libmxnet keeps memory for every thread that ever called it and never gives it back, so calls
 * do not enter it on the caller's own thread: short-lived and virtual threads would make the
 * process grow without end. The threads here live as long as the process. A new one is made only if
 * all are busy, so there are never more than calls that ran at once.
 */
final class NativeThreads {
  private static final ThreadPoolExecutor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          TimeUnit.NANOSECONDS,
          new SynchronousQueue<>(),
          new WorkerThreads("weft-mxnet-"));

  private NativeThreads() {}

  /**
   * Runs a task on a native thread and waits for its end, even if interrupted: the interrupt status
   * is kept for the caller. An exception of the task is thrown here, with this thread's stack below
   * its own.
   */
  static <T> T call(Supplier<T> task) {
    Callable<T> callable = task::get;
    FutureTask<T> future = new FutureTask<>(callable);
    EXECUTOR.execute(future);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw inCaller(Objects.requireNonNull(e.getCause(), "a failed task has a cause"));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As {@link #call}, without a result. */
  static void run(Runnable task) {
    NativeThreads.<Boolean>call(
        () -> {
          task.run();
          return true;
        });
  }

  private static RuntimeException inCaller(Throwable failure) {
    failure.setStackTrace(
        Stream.concat(
                Stream.of(failure.getStackTrace()), Stream.of(new Throwable().getStackTrace()))
            .toArray(StackTraceElement[]::new));
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
