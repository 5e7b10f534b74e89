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
    ContextPool.Slot first = acquire(pool);
    ContextPool.Slot second = acquire(pool);
    assertNotSame(first, second);
    CompletableFuture<ContextPool.Slot> third = request(pool);
    assertFalse(third.isDone());
    assertSame(third, pool.release(first));
    assertSame(first, third.join());
    release(pool, first);
    release(pool, second);
  }

  @Test
  void theSlotUsedLastIsUsedNext() {
    ContextPool pool = pool(3, 10);
    ContextPool.Slot slot = acquire(pool);
    release(pool, slot);
    assertSame(slot, acquire(pool));
  }

  @Test
  void turnsComeInTheOrderOfTheQueue() {
    ContextPool pool = pool(1, 100);
    ContextPool.Slot slot = acquire(pool);
    List<Integer> served = new ArrayList<>();
    List<CompletableFuture<?>> turns = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      turns.add(request(pool).thenAccept(turn -> served.add(number)));
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      release(pool, slot);
      expected.add(i);
      assertEquals(expected, served);
    }
    turns.forEach(CompletableFuture::join);
  }

  @Test
  void blockingAndOtherWaitersStandInOneQueue() throws Exception {
    ContextPool pool = pool(1, 100);
    ContextPool.Slot slot = acquire(pool);
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Task<Void>> tasks = new ArrayList<>();
    List<CompletableFuture<Void>> turns = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = 2 * i;
      tasks.add(
          Tasks.run(
                  () -> {
                    ContextPool.Slot mine = acquire(pool);
                    served.add(number);
                    release(pool, mine);
                  })
              .awaitWaiting());
      turns.add(
          request(pool)
              .thenAccept(
                  mine -> {
                    served.add(number + 1);
                    release(pool, mine);
                  }));
    }
    release(pool, slot);
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
    ContextPool.Slot slot = acquire(pool);
    CompletableFuture<ContextPool.Slot> first = request(pool);
    CompletableFuture<ContextPool.Slot> second = request(pool);
    assertTrue(pool.withdraw(first));
    release(pool, slot);
    assertSame(slot, second.join());
    assertFalse(pool.withdraw(second));
  }

  @Test
  void aWithdrawnTurnLeavesItsPlace() {
    ContextPool pool = pool(1, 1);
    acquire(pool);
    CompletableFuture<ContextPool.Slot> first = request(pool);
    assertThrows(PredictorBusyException.class, () -> request(pool));
    pool.withdraw(first);
    assertFalse(request(pool).isDone());
  }

  @Test
  void aTurnThatEndedUnseenIsPassedOver() {
    ContextPool pool = pool(1, 2);
    ContextPool.Slot slot = acquire(pool);
    CompletableFuture<ContextPool.Slot> first = request(pool);
    CompletableFuture<ContextPool.Slot> second = request(pool);
    first.completeExceptionally(new IllegalStateException());
    release(pool, slot);
    assertSame(slot, second.join());
  }

  @Test
  void aFullQueueIsNamed() {
    ContextPool pool = pool(2, 1);
    acquire(pool);
    acquire(pool);
    CompletableFuture<ContextPool.Slot> unserved = request(pool);
    assertEquals(
        "pool: 1 calls already wait (maxQueuedCalls) for 2 contexts (concurrency)",
        assertThrows(PredictorBusyException.class, () -> request(pool)).getMessage());
    assertFalse(unserved.isDone());
  }

  @Test
  void aQueueOfNoneStillLetsRunWhatCan() {
    ContextPool pool = pool(1, 0);
    ContextPool.Slot slot = acquire(pool);
    assertThrows(PredictorBusyException.class, () -> request(pool));
    release(pool, slot);
    assertSame(slot, acquire(pool));
  }

  @Test
  void closingRefusesTheQueueAndNewcomers() {
    ContextPool pool = pool(1, 10);
    CompletableFuture<ContextPool.Slot> running = request(pool);
    CompletableFuture<ContextPool.Slot> queued = request(pool);
    Task<Void> closing = Tasks.run(pool::close);
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> queued.get(30, TimeUnit.SECONDS));
    assertEquals("pool is closed", e.getCause().getMessage());
    assertEquals(
        "pool is closed", assertThrows(IllegalStateException.class, pool::poll).getMessage());
    assertThrows(IllegalStateException.class, () -> request(pool));
    assertFalse(closing.isDone());
    assertEquals(0, closed.get());
    release(pool, running.join());
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

  private static void release(ContextPool pool, ContextPool.Slot slot) {
    CompletableFuture<ContextPool.Slot> unusedNext = pool.release(slot);
  }

  private static ContextPool.Slot acquire(ContextPool pool) {
    return request(pool).join();
  }

  private static CompletableFuture<ContextPool.Slot> request(ContextPool pool) {
    CompletableFuture<ContextPool.Slot> turn = new CompletableFuture<>();
    ContextPool.Slot free = pool.request(turn);
    return free == null ? turn : CompletableFuture.completedFuture(free);
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
