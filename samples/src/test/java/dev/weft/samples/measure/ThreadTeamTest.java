package dev.weft.samples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ThreadTeamTest {
  @Test
  void doesEachTaskOnce() throws Exception {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    ThreadTeam.run(8, 1000, done::incrementAndGet);
    for (int i = 0; i < done.length(); i++) {
      assertEquals(1, done.get(i));
    }
  }

  @Test
  void worksWithThatManyThreadsAtOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(5);
    Set<String> names = ConcurrentHashMap.newKeySet();
    ThreadTeam.run(
        5,
        5,
        task -> {
          names.add(Thread.currentThread().getName());
          together.countDown();
          assertTrue(together.await(10, TimeUnit.SECONDS));
        });
    assertEquals(Set.of("worker-1", "worker-2", "worker-3", "worker-4", "worker-5"), names);
  }

  @Test
  void throwsTheFailureOfTheLowestTaskAndStops() {
    AtomicInteger done = new AtomicInteger();
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                ThreadTeam.run(
                    4,
                    1_000_000,
                    task -> {
                      done.incrementAndGet();
                      if (task >= 10) {
                        throw new IOException("task " + task);
                      }
                    }));
    assertEquals("task 10", e.getMessage());
    assertTrue(done.get() < 100, done.toString());
  }

  @Test
  void throwsAnErrorOfATask() {
    AssertionError e =
        assertThrows(
            AssertionError.class,
            () ->
                ThreadTeam.run(
                    2,
                    100,
                    task -> {
                      if (task == 10) {
                        throw new AssertionError("task " + task);
                      }
                    }));
    assertEquals("task 10", e.getMessage());
  }
}
