package dev.weft.nativesupport.predict;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of asynchronous calls and of calls that had to wait, shared by all predictors. A
 * thread is asked for only when a call has its turn or is refused, so those that compute are
 * bounded by the concurrency of the predictors in use; more of them are busy only where dependent
 * stages block.
 */
final class CallThreads {
  private static final long IDLE_SECONDS = 10;
  private static final AtomicInteger COUNT = new AtomicInteger();

  static final Executor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread =
                new Thread(null, task, "weft-call-" + COUNT.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
          });

  private CallThreads() {}
}
