package dev.weft.nativesupport.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up those who pass until it is opened, and tells when they have come. */
public final class Gate {
  private static final long LIMIT_SECONDS = 30;

  private final CountDownLatch arrivals;
  private final CountDownLatch open = new CountDownLatch(1);

  public Gate() {
    this(1);
  }

  /** Makes a gate at which so many are expected. */
  public Gate(int expected) {
    arrivals = new CountDownLatch(expected);
  }

  /** Arrives, and waits for the gate to open; an interrupt is kept for later, as in native code. */
  public void pass() {
    arrivals.countDown();
    awaitUninterruptibly(open);
  }

  public void open() {
    open.countDown();
  }

  /** Waits until all who are expected have arrived. */
  public void awaitArrivals() {
    awaitUninterruptibly(arrivals);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("waited too long at a gate");
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
