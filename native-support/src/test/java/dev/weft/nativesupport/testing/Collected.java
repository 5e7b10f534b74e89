package dev.weft.nativesupport.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the garbage collector. */
public final class Collected {
  private static final long LIMIT_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long PAUSE_MILLIS = 10;

  private Collected() {}

  /** Collects garbage until something has come true; false if it does not in good time. */
  public static boolean until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        return false;
      }
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
