package dev.weft.nativesupport.library;

import dev.weft.nativesupport.predict.Futures;
import dev.weft.nativesupport.predict.WorkerThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Runs what an interrupt must not end. Channels and locks of files fail in a thread that is
 * interrupted; a class whose initializer loads a library so would be unusable for the rest of the
 * process.
 */
public final class Uninterrupted {
  private static final ThreadFactory THREADS = new WorkerThreads("weft-start-");

  private Uninterrupted() {}

  /**
   * {@return what a task gives, which runs in a thread of its own} The caller waits for it, whether
   * it is interrupted or not, and keeps its interrupt status.
   *
   * @param <T> the type of the result
   * @param task the task
   * @throws RuntimeException or an {@link Error} that the task throws
   */
  public static <T> T call(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            result.complete(task.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        };
    try {
      THREADS.newThread(run).start();
    } catch (OutOfMemoryError e) {
      // No thread can be had.
      run.run();
    }
    return Futures.join(result);
  }
}
