package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.PredictorBusyException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Gate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncCallTest {
  private static final Tensor INPUT = FakeLoadedModel.input(3);

  private final FakeLoadedModel loaded = new FakeLoadedModel();
  private final Gate gate = new Gate();

  @AfterEach
  void breaksNoRule() {
    assertEquals(List.of(), loaded.breaches());
    assertEquals(0, loaded.contextsOpen());
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void theResultArrivesInTheFuture() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      assertArrayEquals(new float[] {6}, end(predictor.predictAsync(INPUT)).get(0).toFloatArray());
      assertArrayEquals(
          new float[] {6},
          end(predictor.predictAsync(Map.of("data", INPUT))).get(0).toFloatArray());
    }
  }

  @Test
  void theCallRunsInAnotherThread() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    loaded.whenRunning = call -> thread.complete(Thread.currentThread());
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      end(predictor.predictAsync(INPUT));
    }
    assertTrue(thread.join().isDaemon());
    assertTrue(thread.join().getName().startsWith("weft-call-"), thread.join().getName());
  }

  @Test
  void anExceptionArrivesInTheFuture() throws Exception {
    BackendException failure = new BackendException("running net", "f", 1, "broken");
    loaded.whenRunning =
        call -> {
          throw failure;
        };
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      assertSame(failure, cause(predictor.predictAsync(INPUT)));
      loaded.whenRunning = call -> {};
      end(predictor.predictAsync(INPUT));
    }
  }

  @Test
  void anErrorArrivesInTheFuture() throws Exception {
    Error failure = new UnsatisfiedLinkError("f");
    loaded.whenRunning =
        call -> {
          throw failure;
        };
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      assertSame(failure, cause(predictor.predictAsync(INPUT)));
    }
  }

  @Test
  void badInputIsRefusedAtOnce() {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      assertThrows(IllegalArgumentException.class, predictor::predictAsync);
      assertThrows(
          IllegalArgumentException.class, () -> predictor.predictAsync(Map.of("x", INPUT)));
    }
  }

  @Test
  void aClosedPredictorRefusesAtOnce() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    predictor.close();
    assertEquals(
        "predictor of net is closed",
        assertThrows(IllegalStateException.class, () -> predictor.predictAsync(INPUT))
            .getMessage());
  }

  @Test
  void aCancelledQueuedCallNeverRuns() throws Exception {
    PredictorOptions.Builder options = PredictorOptions.builder().concurrency(1).maxQueuedCalls(1);
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      CompletableFuture<?> holder = hold(predictor);
      CompletableFuture<?> cancelled = predictor.predictAsync(INPUT);
      assertTrue(cancelled.cancel(false));
      assertThrows(CancellationException.class, cancelled::join);
      // Its place in the queue is free again.
      CompletableFuture<?> next = predictor.predictAsync(INPUT);
      assertFalse(next.isDone());
      gate.open();
      end(holder);
      end(next);
      assertEquals(2, loaded.runs.get());
    }
  }

  @Test
  void aQueuedCallWhoseFutureTimesOutNeverRuns() throws Exception {
    PredictorOptions.Builder options = PredictorOptions.builder().concurrency(1).maxQueuedCalls(1);
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      CompletableFuture<?> holder = hold(predictor);
      CompletableFuture<?> late = predictor.predictAsync(INPUT).orTimeout(5, TimeUnit.MILLISECONDS);
      assertInstanceOf(TimeoutException.class, cause(late));
      CompletableFuture<?> next = predictor.predictAsync(INPUT);
      gate.open();
      end(holder);
      end(next);
      assertEquals(2, loaded.runs.get());
    }
  }

  @Test
  void aCancelledRunningCallRunsToItsEnd() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      CompletableFuture<?> cancelled = hold(predictor);
      assertTrue(cancelled.cancel(true));
      assertEquals(1, loaded.running.get());
      gate.open();
      end(predictor.predictAsync(INPUT));
      assertEquals(2, loaded.runs.get());
      assertTrue(cancelled.isCancelled());
    }
  }

  @Test
  void pastMaxWaitTheFutureFails() throws Exception {
    try (ThreadSafePredictor predictor = limited(Duration.ofMillis(20))) {
      CompletableFuture<?> holder = hold(predictor);
      PredictorBusyException e =
          assertInstanceOf(PredictorBusyException.class, cause(predictor.predictAsync(INPUT)));
      assertEquals(
          "predictor of net: waited 20 ms (maxWait) for one of 1 contexts (concurrency), all of"
              + " them busy",
          e.getMessage());
      gate.open();
      end(holder);
      assertEquals(1, loaded.runs.get());
    }
  }

  @Test
  void withMaxWaitZeroTheFutureFailsAtOnce() throws Exception {
    try (ThreadSafePredictor predictor = limited(Duration.ZERO)) {
      CompletableFuture<?> holder = hold(predictor);
      CompletableFuture<?> refused = predictor.predictAsync(INPUT);
      assertTrue(refused.isCompletedExceptionally());
      assertInstanceOf(PredictorBusyException.class, cause(refused));
      gate.open();
      end(holder);
    }
  }

  @Test
  void withAFullQueueTheFutureFailsAtOnce() throws Exception {
    PredictorOptions.Builder options = PredictorOptions.builder().concurrency(1).maxQueuedCalls(0);
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      CompletableFuture<?> holder = hold(predictor);
      CompletableFuture<?> refused = predictor.predictAsync(INPUT);
      assertTrue(refused.isCompletedExceptionally());
      assertTrue(cause(refused).getMessage().contains("(maxQueuedCalls)"));
      gate.open();
      end(holder);
    }
  }

  @Test
  void aTimedOutCallLeavesItsPlace() throws Exception {
    PredictorOptions.Builder options =
        PredictorOptions.builder().concurrency(1).maxQueuedCalls(1).maxWait(Duration.ofMillis(5));
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      CompletableFuture<?> holder = hold(predictor);
      for (int i = 0; i < 3; i++) {
        String message = cause(predictor.predictAsync(INPUT)).getMessage();
        assertTrue(message.contains("(maxWait)"), message);
      }
      gate.open();
      end(holder);
    }
  }

  @Test
  void dependentsMayCallThePredictor() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      CompletableFuture<List<Tensor>> chained =
          predictor.predictAsync(INPUT).thenApply(results -> predictor.predict(results.get(0)));
      assertArrayEquals(new float[] {12}, end(chained).get(0).toFloatArray());
    }
  }

  @Test
  void dependentsMayCloseThePredictor() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning = call -> gate.pass();
    CompletableFuture<Void> closing =
        predictor.predictAsync(INPUT).thenAccept(results -> predictor.close());
    gate.open();
    end(closing);
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void dependentsOfAFailedCallMayCloseThePredictor() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning =
        call -> {
          gate.pass();
          throw new BackendException("running net", "f", 1, "broken");
        };
    CompletableFuture<?> closing =
        predictor.predictAsync(INPUT).whenComplete((results, failure) -> predictor.close());
    gate.open();
    assertInstanceOf(BackendException.class, cause(closing));
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void dependentsOfARefusedCallMayCloseThePredictor() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    CompletableFuture<?> holder = hold(predictor);
    Gate refusal = new Gate();
    CompletableFuture<?> queued =
        predictor
            .predictAsync(INPUT)
            .whenComplete(
                (results, failure) -> {
                  refusal.pass();
                  predictor.close();
                });
    CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
    refusal.awaitArrivals();
    refusal.open();
    gate.open();
    end(closing);
    end(holder);
    assertInstanceOf(IllegalStateException.class, cause(queued));
  }

  @Test
  void callsQueuedWhileClosingAreRefused() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    CompletableFuture<?> holder = hold(predictor);
    List<CompletableFuture<List<Tensor>>> queued =
        List.of(predictor.predictAsync(INPUT), predictor.predictAsync(INPUT));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
    for (CompletableFuture<?> call : queued) {
      IllegalStateException e = assertInstanceOf(IllegalStateException.class, cause(call));
      assertEquals("predictor of net is closed", e.getMessage());
    }
    assertFalse(closing.isDone());
    gate.open();
    end(closing);
    end(holder);
    assertEquals(1, loaded.runs.get());
  }

  @Test
  void aCallCancelledBeforeItsThreadBeginsNeverRuns() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    try (ThreadSafePredictor predictor = on(tasks::add)) {
      CompletableFuture<?> cancelled = predictor.predictAsync(INPUT);
      cancelled.cancel(false);
      tasks.remove().run();
      assertEquals(0, loaded.runs.get());
      predictor.predict(INPUT);
    }
  }

  @Test
  void aCallForWhichThereIsNoThreadFailsAndLosesNoSlot() throws Exception {
    AtomicInteger threadsLeft = new AtomicInteger();
    Executor few =
        task -> {
          if (threadsLeft.getAndDecrement() <= 0) {
            throw new RejectedExecutionException("no thread");
          }
          CallThreads.EXECUTOR.execute(task);
        };
    try (ThreadSafePredictor predictor = on(few)) {
      assertInstanceOf(RejectedExecutionException.class, cause(predictor.predictAsync(INPUT)));
      threadsLeft.set(1);
      CompletableFuture<?> holder = hold(predictor);
      CompletableFuture<?> queued = predictor.predictAsync(INPUT);
      gate.open();
      end(holder);
      // The thread of the call before it runs it.
      end(queued);
      assertInstanceOf(RejectedExecutionException.class, cause(predictor.predictAsync(INPUT)));
      predictor.predict(INPUT);
    }
  }

  @Test
  void cancellingWhileTurnsComeLosesNoSlot() throws Exception {
    try (ThreadSafePredictor predictor =
        loaded.predictor(PredictorOptions.builder().concurrency(2))) {
      for (int round = 0; round < 2_000; round++) {
        List<CompletableFuture<List<Tensor>>> calls =
            List.of(
                predictor.predictAsync(INPUT),
                predictor.predictAsync(INPUT),
                predictor.predictAsync(INPUT),
                predictor.predictAsync(INPUT));
        calls.get(2).cancel(false);
        calls.get(0).cancel(false);
        end(calls.get(1));
        end(calls.get(3));
      }
      Gate both = new Gate(2);
      loaded.whenRunning = call -> both.pass();
      CompletableFuture<?> one = predictor.predictAsync(INPUT);
      CompletableFuture<?> two = predictor.predictAsync(INPUT);
      both.awaitArrivals();
      both.open();
      end(one);
      end(two);
    }
  }

  /** Starts a call that has the only context until the gate opens. */
  private CompletableFuture<List<Tensor>> hold(ThreadSafePredictor predictor) {
    loaded.whenRunning = call -> gate.pass();
    CompletableFuture<List<Tensor>> holder = predictor.predictAsync(INPUT);
    gate.awaitArrivals();
    return holder;
  }

  private ThreadSafePredictor on(Executor asyncThreads) {
    PredictorOptions options = loaded.settle(PredictorOptions.builder().concurrency(1).build());
    return new PooledPredictor(loaded, options, loaded::close, asyncThreads);
  }

  private ThreadSafePredictor limited(Duration maxWait) {
    return loaded.predictor(PredictorOptions.builder().concurrency(1).maxWait(maxWait));
  }

  private static <T> T end(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static Throwable cause(CompletableFuture<?> future) {
    return assertThrows(ExecutionException.class, () -> end(future)).getCause();
  }
}
