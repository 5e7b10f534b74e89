package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorBusyException;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContextPoolTest {
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void slotsAreHandedOutUntilNoneIsLeft() {
    ContextPool pool = pool(2, 10);
    ContextPool.Slot first = pool.acquire();
    ContextPool.Slot second = pool.acquire();
    assertNotSame(first, second);
    CompletableFuture<ContextPool.Slot> third = pool.request();
    assertFalse(third.isDone());
    pool.release(first);
    assertSame(first, third.join());
    pool.release(first);
    pool.release(second);
  }

  @Test
  void theSlotUsedLastIsUsedNext() {
    ContextPool pool = pool(3, 10);
    ContextPool.Slot slot = pool.acquire();
    pool.release(slot);
    assertSame(slot, pool.acquire());
  }

  @Test
  void turnsComeInTheOrderOfTheQueue() {
    ContextPool pool = pool(1, 100);
    ContextPool.Slot slot = pool.acquire();
    List<Integer> served = new ArrayList<>();
    List<CompletableFuture<?>> turns = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      turns.add(pool.request().thenAccept(turn -> served.add(number)));
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pool.release(slot);
      expected.add(i);
      assertEquals(expected, served);
    }
    turns.forEach(CompletableFuture::join);
  }

  @Test
  void blockingAndOtherWaitersStandInOneQueue() throws Exception {
    ContextPool pool = pool(1, 100);
    ContextPool.Slot slot = pool.acquire();
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Task<Void>> tasks = new ArrayList<>();
    List<CompletableFuture<Void>> turns = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = 2 * i;
      tasks.add(
          Tasks.run(
                  () -> {
                    ContextPool.Slot mine = pool.acquire();
                    served.add(number);
                    pool.release(mine);
                  })
              .awaitWaiting());
      turns.add(
          pool.request()
              .thenAccept(
                  mine -> {
                    served.add(number + 1);
                    pool.release(mine);
                  }));
    }
    pool.release(slot);
    for (Task<Void> task : tasks) {
      task.get();
    }
    for (CompletableFuture<Void> turn : turns) {
      turn.get(30, TimeUnit.SECONDS);
    }
    List<Integer> sorted = new ArrayList<>(served);
    Collections.sort(sorted);
    assertEquals(20, served.size());
    assertEquals(sorted, served);
  }

  @Test
  void aWithdrawnTurnIsPassedOver() {
    ContextPool pool = pool(1, 2);
    ContextPool.Slot slot = pool.acquire();
    CompletableFuture<ContextPool.Slot> first = pool.request();
    CompletableFuture<ContextPool.Slot> second = pool.request();
    assertTrue(pool.withdraw(first));
    pool.release(slot);
    assertSame(slot, second.join());
    assertFalse(pool.withdraw(second));
  }

  @Test
  void aWithdrawnTurnLeavesItsPlace() {
    ContextPool pool = pool(1, 1);
    pool.acquire();
    CompletableFuture<ContextPool.Slot> first = pool.request();
    assertThrows(PredictorBusyException.class, pool::request);
    pool.withdraw(first);
    assertFalse(pool.request().isDone());
  }

  @Test
  void aTurnThatEndedUnseenIsPassedOver() {
    ContextPool pool = pool(1, 2);
    ContextPool.Slot slot = pool.acquire();
    CompletableFuture<ContextPool.Slot> first = pool.request();
    CompletableFuture<ContextPool.Slot> second = pool.request();
    first.completeExceptionally(new IllegalStateException());
    pool.release(slot);
    assertSame(slot, second.join());
  }

  @Test
  void aFullQueueIsNamed() {
    ContextPool pool = pool(2, 1);
    pool.acquire();
    pool.acquire();
    CompletableFuture<ContextPool.Slot> unserved = pool.request();
    assertEquals(
        "pool: 1 calls already wait (maxQueuedCalls) for 2 contexts (concurrency)",
        assertThrows(PredictorBusyException.class, pool::acquire).getMessage());
    assertFalse(unserved.isDone());
  }

  @Test
  void aQueueOfNoneStillLetsRunWhatCan() {
    ContextPool pool = pool(1, 0);
    ContextPool.Slot slot = pool.acquire();
    assertThrows(PredictorBusyException.class, pool::acquire);
    pool.release(slot);
    assertSame(slot, pool.acquire());
  }

  @Test
  void closingRefusesTheQueueAndNewcomers() {
    ContextPool pool = pool(1, 10);
    CompletableFuture<ContextPool.Slot> running = pool.request();
    CompletableFuture<ContextPool.Slot> queued = pool.request();
    Task<Void> closing = Tasks.run(pool::close);
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> queued.get(30, TimeUnit.SECONDS));
    assertEquals("pool is closed", e.getCause().getMessage());
    assertEquals(
        "pool is closed", assertThrows(IllegalStateException.class, pool::acquire).getMessage());
    assertThrows(IllegalStateException.class, pool::request);
    assertFalse(closing.isDone());
    assertEquals(0, closed.get());
    pool.release(running.join());
    assertEquals(null, assertGet(closing));
    assertEquals(1, closed.get());
    assertTrue(pool.isClosed());
  }

  @Test
  void closingTwiceEndsOnce() {
    ContextPool pool = pool(1, 10);
    pool.close();
    pool.close();
    assertEquals(1, closed.get());
  }

  private static <T> T assertGet(Task<T> task) {
    try {
      return task.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private ContextPool pool(int capacity, int maxQueued) {
    Optional<Duration> noLimit = Optional.empty();
    return new ContextPool("pool", capacity, noLimit, maxQueued, closed::incrementAndGet);
  }
}
