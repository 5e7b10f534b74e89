package dev.weft.nativesupport.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holders come and go while others close: thousands of handles, each with its own short race. */
@Timeout(120)
class NativeHandleRaceTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void freesOnceAndNeverUnderAHolder() throws Exception {
    race(3_000, 2, 1);
  }

  @Test
  void freesOnceHoweverManyClose() throws Exception {
    race(3_000, 1, 2);
  }

  @Test
  void freesOnceHoweverManyHold() throws Exception {
    race(100, 16, 2);
  }

  /** One holder and one closer that begin each round within nanoseconds of each other. */
  @Test
  void freesOnceHoweverCloseTheRace() throws Exception {
    int rounds = 100_000;
    Thing[] things = Stream.generate(Thing::new).limit(rounds).toArray(Thing[]::new);
    AtomicInteger arrivals = new AtomicInteger();
    Future<?> closer =
        threads.submit(
            () -> {
              for (int r = 0; r < rounds; r++) {
                meet(arrivals, r);
                for (int spin = 0; spin < r % 32; spin++) {
                  Thread.onSpinWait();
                }
                things[r].handle.close();
              }
            });
    for (int r = 0; r < rounds; r++) {
      meet(arrivals, r);
      things[r].holdUntilClosed();
    }
    closer.get(30, TimeUnit.SECONDS);
    for (Thing thing : things) {
      assertEquals(1, thing.timesFreed.get());
      assertEquals("thing, closed, 0 holders", thing.handle.toString());
    }
  }

  private static void meet(AtomicInteger arrivals, int round) {
    arrivals.incrementAndGet();
    while (arrivals.get() < 2 * (round + 1)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the other thread did not come");
      }
      Thread.onSpinWait();
    }
  }

  private void race(int rounds, int holders, int closers) throws Exception {
    Thing[] current = new Thing[1];
    List<Thing> things = new ArrayList<>();
    CyclicBarrier round =
        new CyclicBarrier(
            holders + closers,
            () -> {
              current[0] = new Thing();
              things.add(current[0]);
            });
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < holders + closers; i++) {
      boolean closes = i >= holders;
      int delay = i;
      running.add(
          threads.submit(
              () -> {
                int holds = 0;
                for (int r = 0; r < rounds; r++) {
                  round.await(30, TimeUnit.SECONDS);
                  Thing thing = current[0];
                  if (closes) {
                    // Spreads the closing over the holders' loop.
                    for (int spin = 0; spin < (r + delay) % 64; spin++) {
                      Thread.onSpinWait();
                    }
                    thing.handle.close();
                    assertThrows(IllegalStateException.class, thing.handle::acquire);
                  } else {
                    holds += thing.holdUntilClosed();
                  }
                }
                return holds;
              }));
    }
    int holds = 0;
    for (Future<Integer> thread : running) {
      holds += thread.get(100, TimeUnit.SECONDS);
    }
    assertEquals(rounds, things.size());
    for (Thing thing : things) {
      assertEquals(1, thing.timesFreed.get());
      assertEquals("thing, closed, 0 holders", thing.handle.toString());
    }
    assertTrue(holds > 0, "the race never happened");
  }

  private static final class Thing {
    final AtomicInteger users = new AtomicInteger();
    final AtomicInteger timesFreed = new AtomicInteger();
    final AtomicInteger usersWhenFreed = new AtomicInteger();
    final NativeHandle handle = new NativeHandle("thing", this::free);

    private void free() {
      usersWhenFreed.addAndGet(users.get());
      timesFreed.incrementAndGet();
    }

    int holdUntilClosed() {
      int holds = 0;
      while (true) {
        try {
          handle.acquire();
        } catch (IllegalStateException e) {
          assertEquals("thing is closed", e.getMessage());
          return holds;
        }
        holds++;
        users.incrementAndGet();
        assertEquals(0, timesFreed.get(), "freed under a holder");
        users.decrementAndGet();
        handle.release();
        assertEquals(0, usersWhenFreed.get(), "freed under a holder");
      }
    }
  }
}
