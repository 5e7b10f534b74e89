package dev.weft.nativesupport.predict;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of asynchronous calls, of calls that had to wait and of those that virtual threads
 * make, shared by all predictors. A thread is asked for only when a call has its turn or is
 * refused, so those that compute are bounded by the concurrency of the predictors in use; more of
 * them are busy only where dependent stages block.
 */
final class CallThreads {
  private static final long IDLE_SECONDS = 10;

  static final Executor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new WorkerThreads("weft-call-"));

  private CallThreads() {}
}
