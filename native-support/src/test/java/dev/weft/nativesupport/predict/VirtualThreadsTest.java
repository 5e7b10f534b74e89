package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.ThreadSafePredictor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads came with Java 21; these tests are compiled for 17. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
  private static final int CALLS = 5_000;

  @Test
  void thousandsOfVirtualThreadsShareAPredictor() throws Exception {
    FakeLoadedModel loaded = new FakeLoadedModel();
    loaded.whenRunning = call -> LockSupport.parkNanos(1);
    ExecutorService threads = virtualThreads();
    try (ThreadSafePredictor predictor =
        loaded.predictor(PredictorOptions.builder().concurrency(3))) {
      List<Future<Float>> results = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        float number = i;
        results.add(
            threads.submit(
                () -> predictor.predict(FakeLoadedModel.input(number)).get(0).toFloatArray()[0]));
      }
      for (int i = 0; i < CALLS; i++) {
        assertEquals(2f * i, results.get(i).get(30, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(List.of(), loaded.breaches());
    assertTrue(loaded.mostRunning.get() <= 3);
    assertEquals(1, loaded.timesFreed.get());
  }

  /** Native settings belong to a thread of the system, and so do calls of native code. */
  @Test
  void callsComputeInPlatformThreads() throws Exception {
    FakeLoadedModel loaded = new FakeLoadedModel();
    Queue<String> names = new ConcurrentLinkedQueue<>();
    loaded.whenRunning = call -> names.add(Thread.currentThread().getName());
    ExecutorService threads = virtualThreads();
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(
            new float[] {2},
            threads
                .submit(() -> predictor.predict(FakeLoadedModel.input(1)).get(0).toFloatArray())
                .get(30, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(3, names.size());
    assertTrue(names.stream().allMatch(name -> name.startsWith("weft-call-")), names::toString);
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void anInterruptDoesNotEndACallThatRuns() throws Exception {
    FakeLoadedModel loaded = new FakeLoadedModel();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    loaded.whenRunning =
        call -> {
          running.countDown();
          awaitQuietly(interrupted);
        };
    ExecutorService threads = virtualThreads();
    AtomicReference<Thread> caller = new AtomicReference<>();
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Future<Boolean> flag =
          threads.submit(
              () -> {
                caller.set(Thread.currentThread());
                predictor.predict(FakeLoadedModel.input(1));
                return Thread.interrupted();
              });
      assertTrue(running.await(30, TimeUnit.SECONDS));
      caller.get().interrupt();
      LockSupport.parkNanos(20_000_000);
      interrupted.countDown();
      assertTrue(flag.get(30, TimeUnit.SECONDS));
    } finally {
      threads.shutdown();
    }
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void reportsAreMadeInPlatformThreads() throws Exception {
    AtomicReference<String> name = new AtomicReference<>("");
    FakeLoadedModel loaded = new FakeLoadedModel();
    loaded.whenReporting = () -> name.set(Thread.currentThread().getName());
    ExecutorService threads = virtualThreads();
    try (SharedModel model = new SharedModel(loaded, PredictorOptions.defaults())) {
      Future<?> report = threads.submit(() -> model.report(Map.of("data", Shape.of(1))));
      ExecutionException refused =
          assertThrows(ExecutionException.class, () -> report.get(30, TimeUnit.SECONDS));
      assertInstanceOf(UnsupportedOperationException.class, refused.getCause());
    } finally {
      threads.shutdown();
    }
    assertTrue(name.get().startsWith("weft-call-"), name::get);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
