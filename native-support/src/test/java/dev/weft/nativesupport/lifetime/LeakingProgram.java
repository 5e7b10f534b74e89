package dev.weft.nativesupport.lifetime;

import dev.weft.nativesupport.testing.Collected;
import java.util.concurrent.atomic.AtomicInteger;

/** Leaks one thing. */
final class LeakingProgram {
  private LeakingProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    AtomicInteger freed = new AtomicInteger();
    makeThing(freed);
    if (Collected.until(() -> freed.get() > 0)) {
      System.out.println("leaks: " + LeakAlarm.leaks());
    }
  }

  private static void makeThing(AtomicInteger freed) {
    LeakAlarm unused = LeakAlarm.watch(new Object(), "thing", freed::incrementAndGet);
  }
}
