package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Shape;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private static final int PLENTY = 100;

  /** A plan that remembers whether it was freed. */
  private static final class Plan extends SharedPlan {
    private final long byteSize;
    private final AtomicBoolean freed;

    Plan(long byteSize) {
      this(byteSize, new AtomicBoolean(), new AtomicBoolean());
    }

    private Plan(long byteSize, AtomicBoolean freed, AtomicBoolean failing) {
      super(freeing(freed, failing));
      this.byteSize = byteSize;
      this.freed = freed;
    }

    private static Rollback freeing(AtomicBoolean freed, AtomicBoolean failing) {
      Rollback owned = new Rollback();
      owned.add(
          () -> {
            if (failing.get()) {
              throw new IllegalArgumentException("cannot be freed");
            }
            freed.set(true);
          });
      return owned;
    }

    @Override
    public long byteSize() {
      return byteSize;
    }
  }

  private static PlanCache.Key key(long size) {
    return new PlanCache.Key(List.of(Optional.of(Shape.of(size))), 1);
  }

  @Test
  void keepsPlansAndHoldsThemForCallers() {
    try (PlanCache<Plan> cache = new PlanCache<>(PLENTY, PLENTY, key -> new Plan(1))) {
      Plan plan = cache.get(key(1));
      assertSame(plan, cache.get(key(1)));
      plan.close();
      plan.release();
      assertFalse(plan.freed.get());
      plan.release();
      assertTrue(plan.freed.get());
      assertNotSame(plan, cache.get(key(2)));
    }
  }

  @Test
  void differsByThreads() {
    try (PlanCache<Plan> cache = new PlanCache<>(PLENTY, PLENTY, key -> new Plan(1))) {
      Plan one = cache.get(key(1));
      assertNotSame(one, cache.get(new PlanCache.Key(key(1).shapes(), 2)));
    }
  }

  @Test
  void dropsThePlanThatWasUsedLongestAgo() {
    try (PlanCache<Plan> cache = new PlanCache<>(2, PLENTY, key -> new Plan(1))) {
      Plan first = cache.get(key(1));
      Plan second = cache.get(key(2));
      Plan firstAgain = cache.get(key(1));
      Plan third = cache.get(key(3));
      assertSame(first, firstAgain);
      assertTrue(second.isClosed());
      assertFalse(first.isClosed());
      assertFalse(third.isClosed());
      assertNotSame(second, cache.get(key(2)));
    }
  }

  @Test
  void countsBytesButKeepsTheNewest() {
    try (PlanCache<Plan> cache =
        new PlanCache<>(PLENTY, 10, key -> new Plan(key.shapes().get(0).get().dimension(0)))) {
      Plan small = cache.get(key(4));
      Plan other = cache.get(key(5));
      assertFalse(small.isClosed());
      Plan huge = cache.get(key(50));
      assertTrue(small.isClosed());
      assertTrue(other.isClosed());
      assertFalse(huge.isClosed());
    }
  }

  @Test
  void compilesOnceForAllThreadsThatAsk() throws Exception {
    AtomicInteger compiled = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (PlanCache<Plan> cache =
        new PlanCache<>(
            PLENTY,
            PLENTY,
            key -> {
              await(asked);
              compiled.incrementAndGet();
              return new Plan(1);
            })) {
      List<Future<Plan>> plans = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        plans.add(threads.submit(() -> cache.get(key(1))));
      }
      asked.countDown();
      for (Future<Plan> plan : plans) {
        assertSame(plans.get(0).get(), plan.get());
      }
      assertEquals(1, compiled.get());
      Plan plan = plans.get(0).get();
      plan.close();
      for (int i = 0; i < 8; i++) {
        assertFalse(plan.freed.get());
        plan.release();
      }
      assertTrue(plan.freed.get());
    } finally {
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void triesAgainAfterAFailure() {
    AtomicInteger tries = new AtomicInteger();
    try (PlanCache<Plan> cache =
        new PlanCache<>(
            PLENTY,
            PLENTY,
            key -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalArgumentException("the first try");
              }
              return new Plan(1);
            })) {
      assertThrows(IllegalArgumentException.class, () -> cache.get(key(1)));
      assertFalse(cache.get(key(1)).isClosed());
    }
  }

  @Test
  void allThatWaitGetTheErrorThatEndedTheCompilation() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (PlanCache<Plan> cache =
        new PlanCache<>(
            PLENTY,
            PLENTY,
            key -> {
              await(waiting);
              throw new OutOfMemoryError("of this test");
            })) {
      Task<Throwable> first =
          Tasks.start(() -> assertThrows(OutOfMemoryError.class, () -> cache.get(key(1))));
      first.awaitWaiting();
      Task<Throwable> second =
          Tasks.start(() -> assertThrows(OutOfMemoryError.class, () -> cache.get(key(1))));
      second.awaitWaiting();
      waiting.countDown();
      assertEquals("of this test", first.get().getMessage());
      assertEquals("of this test", second.get().getMessage());
    }
  }

  /** Freeing may fail on a GPU that is in trouble. */
  @Test
  void aPlanThatCannotBeFreedHarmsNoOther() {
    AtomicBoolean failing = new AtomicBoolean(true);
    PlanCache<Plan> cache =
        new PlanCache<>(1, PLENTY, key -> new Plan(1, new AtomicBoolean(), failing));
    cache.get(key(1)).release();
    Plan second = cache.get(key(2));
    assertFalse(second.isClosed());
    second.release();
    assertFalse(second.freed.get());
    failing.set(false);
    cache.close();
    assertTrue(second.freed.get());
  }

  @Test
  void allPlansAreFreedThoughOneOfThemCannotBe() {
    PlanCache<Plan> cache =
        new PlanCache<>(
            PLENTY,
            PLENTY,
            key ->
                new Plan(
                    1,
                    new AtomicBoolean(),
                    new AtomicBoolean(key.shapes().get(0).get().dimension(0) == 1)));
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      plans.add(cache.get(key(i)));
      plans.get(i).release();
    }
    assertThrows(IllegalStateException.class, cache::close);
    assertTrue(plans.get(0).freed.get());
    assertTrue(plans.get(2).freed.get());
  }

  @Test
  void closesAllPlans() {
    PlanCache<Plan> cache = new PlanCache<>(PLENTY, PLENTY, key -> new Plan(1));
    Plan plan = cache.get(key(1));
    cache.close();
    assertTrue(plan.isClosed());
  }
}
