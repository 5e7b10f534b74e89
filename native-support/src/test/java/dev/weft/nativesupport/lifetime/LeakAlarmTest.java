package dev.weft.nativesupport.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.nativesupport.testing.ChildJvm;
import dev.weft.nativesupport.testing.Collected;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeakAlarmTest {
  private final AtomicInteger freed = new AtomicInteger();
  private final long leaksBefore = LeakAlarm.leaks();

  @Test
  void anOwnerNobodyClosedIsFreedOnceAndCounted() throws Exception {
    leak();
    assertTrue(Collected.until(() -> freed.get() > 0));
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
    leak();
    assertTrue(Collected.until(() -> freed.get() > 1));
    assertEquals(2, LeakAlarm.leaks() - leaksBefore);
    assertEquals(2, freed.get());
  }

  @Test
  void aDisarmedAlarmIsSilentWhenItsOwnerIsCollected() throws Exception {
    WeakReference<Object> owner = closed();
    assertTrue(Collected.until(() -> owner.refersTo(null)));
    // An owner leaked later is freed later: the first one's turn has passed by then.
    leak();
    assertTrue(Collected.until(() -> freed.get() > 0));
    assertEquals(1, freed.get());
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
  }

  @Test
  void disarmingFreesNothing() {
    Object owner = new Object();
    LeakAlarm alarm = LeakAlarm.watch(owner, "thing", freed::incrementAndGet);
    alarm.disarm();
    alarm.disarm();
    assertEquals(0, freed.get());
    assertEquals(leaksBefore, LeakAlarm.leaks());
  }

  @Test
  void theWarningTellsHowToFindOutMore() throws Exception {
    String output = new ChildJvm().run(LeakingProgram.class);
    assertTrue(
        output.contains(
            "thing was never closed; freeing it now; set -Ddev.weft.trackLeaks=true to see where"
                + " it was made"),
        output);
    assertFalse(output.contains("makeThing"), output);
    assertTrue(output.contains("leaks: 1"), output);
  }

  @Test
  void theWarningTellsWhereTheOwnerWasMade() throws Exception {
    String output = new ChildJvm().option("-Ddev.weft.trackLeaks=true").run(LeakingProgram.class);
    assertTrue(output.contains("thing was never closed; freeing it now"), output);
    assertFalse(output.contains("trackLeaks"), output);
    assertTrue(output.contains("thing was made here"), output);
    assertTrue(output.contains("LeakingProgram.makeThing(LeakingProgram.java"), output);
  }

  private void leak() {
    LeakAlarm unused = LeakAlarm.watch(new Object(), "thing", freed::incrementAndGet);
  }

  private WeakReference<Object> closed() {
    Object owner = new Object();
    LeakAlarm.watch(owner, "thing", freed::incrementAndGet).disarm();
    return new WeakReference<>(owner);
  }
}
