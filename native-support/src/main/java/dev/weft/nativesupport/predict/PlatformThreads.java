package dev.weft.nativesupport.predict;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps computations off virtual threads. Native libraries keep settings, such as the number of
 * OpenMP threads or the current GPU, for each thread of the operating system; a virtual thread that
 * waits may go on in another one. It would hold its carrier while native code runs, too.
 */
final class PlatformThreads {
  /** {@code Thread.isVirtual}, which came with Java 21; null before. */
  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  private PlatformThreads() {}

  private static @Nullable MethodHandle findIsVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /** Returns whether the calling thread is a virtual one. */
  static boolean callerIsVirtual() {
    MethodHandle isVirtual = IS_VIRTUAL;
    if (isVirtual == null) {
      return false;
    }
    try {
      return (boolean) isVirtual.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      throw new AssertionError("Thread.isVirtual throws nothing", e);
    }
  }

  /** Returns what a computation gives, which runs here, or in a thread of {@link CallThreads}. */
  static <T> T call(Supplier<T> computation) {
    if (!callerIsVirtual()) {
      return computation.get();
    }
    CompletableFuture<T> result;
    try {
      result = CompletableFuture.supplyAsync(computation, CallThreads.EXECUTOR);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      return computation.get();
    }
    return Futures.join(result);
  }
}
