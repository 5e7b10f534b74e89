package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.nativesupport.lifetime.LeakAlarm;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class whose tests left a model or predictor open. The log tells where it was made: the
 * tests run with {@value LeakAlarm#TRACKING_PROPERTY}.
 */
public final class LeakCheck implements AfterAllCallback {
  /** JUnit makes it. */
  public LeakCheck() {}

  @Override
  @SuppressWarnings("ThreadSleep") // collection has no event to wait for
  public void afterAll(ExtensionContext context) throws InterruptedException {
    long before = LeakAlarm.leaks();
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(30);
    }
    assertEquals(0, LeakAlarm.leaks(), "leaks, of which " + before + " were known before");
  }
}
