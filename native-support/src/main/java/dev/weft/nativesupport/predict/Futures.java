package dev.weft.nativesupport.predict;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results of other threads. */
public final class Futures {
  private Futures() {}

  /**
   * {@return the result of a future} The caller waits for it, whether it is interrupted or not, and
   * keeps its interrupt status.
   *
   * @param <T> the type of the result
   * @param future the future
   * @throws RuntimeException or an {@link Error} that it was completed with
   */
  public static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
