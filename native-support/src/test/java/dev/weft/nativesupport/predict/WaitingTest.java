package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorBusyException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Gate;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One context, held by a call until the gate opens, and another call that must wait. */
@Timeout(60)
class WaitingTest {
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
  void aWaitWithoutLimitEndsWithTheTurn() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      Task<List<Tensor>> waiter = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      gate.open();
      holder.get();
      assertArrayEquals(new float[] {6}, waiter.get().get(0).toFloatArray());
    }
  }

  @Test
  void pastMaxWaitThePredictorIsBusy() throws Exception {
    PredictorBusyException e = refusal(limited(Duration.ofMillis(20)));
    assertEquals(
        "predictor of net: waited 20 ms (maxWait) for one of 1 contexts (concurrency), all of them"
            + " busy",
        e.getMessage());
  }

  @Test
  void withMaxWaitZeroNobodyWaits() throws Exception {
    PredictorBusyException e = refusal(limited(Duration.ZERO));
    assertTrue(e.getMessage().contains("waited 0 ms (maxWait)"), e.getMessage());
  }

  @Test
  void withMaxWaitZeroACallRunsWhereItCan() {
    try (ThreadSafePredictor predictor = limited(Duration.ZERO)) {
      gate.open();
      assertArrayEquals(new float[] {6}, predictor.predict(INPUT).get(0).toFloatArray());
    }
  }

  @Test
  void aMaxWaitBeyondAllNanosecondsIsNoLimit() throws Exception {
    try (ThreadSafePredictor predictor = limited(Duration.ofSeconds(Long.MAX_VALUE))) {
      Task<?> holder = hold(predictor);
      Task<List<Tensor>> waiter = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      var future = predictor.predictAsync(INPUT);
      assertFalse(future.isDone());
      gate.open();
      holder.get();
      assertArrayEquals(new float[] {6}, waiter.get().get(0).toFloatArray());
      assertArrayEquals(new float[] {6}, future.get().get(0).toFloatArray());
    }
  }

  @Test
  void aFullQueueTakesNoMore() throws Exception {
    PredictorOptions.Builder options = PredictorOptions.builder().concurrency(1).maxQueuedCalls(1);
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      Task<?> holder = hold(predictor);
      Task<?> waiter = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      assertEquals(
          "predictor of net: 1 calls already wait (maxQueuedCalls) for 1 contexts (concurrency)",
          assertThrows(PredictorBusyException.class, () -> predictor.predict(INPUT)).getMessage());
      gate.open();
      holder.get();
      waiter.get();
      predictor.predict(INPUT);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      Task<Boolean> waiter =
          Tasks.start(
                  () -> {
                    PredictorBusyException e =
                        assertThrows(PredictorBusyException.class, () -> predictor.predict(INPUT));
                    assertEquals(
                        "predictor of net: interrupted while waiting for one of 1 contexts"
                            + " (concurrency)",
                        e.getMessage());
                    return Thread.currentThread().isInterrupted();
                  })
              .awaitWaiting();
      waiter.thread().interrupt();
      assertTrue(waiter.get());
      gate.open();
      holder.get();
      assertEquals(1, loaded.runs.get());
      predictor.predict(INPUT);
    }
  }

  @Test
  void anInterruptDoesNotEndARunningCallAndIsKept() throws Exception {
    loaded.whenRunning = call -> gate.pass();
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<Boolean> holder =
          Tasks.start(
              () -> {
                assertArrayEquals(new float[] {6}, predictor.predict(INPUT).get(0).toFloatArray());
                return Thread.currentThread().isInterrupted();
              });
      gate.awaitArrivals();
      holder.thread().interrupt();
      gate.open();
      assertTrue(holder.get());
    }
  }

  @Test
  void anInterruptedThreadThatNeedNotWaitIsServed() {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Thread.currentThread().interrupt();
      predictor.predict(INPUT);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aCallFromWithinACallIsRefusedWhereItWouldWaitForItself() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning = call -> predictor.predict(INPUT);
    assertEquals(
        "predictor of net: predict was called from within a call of this predictor, and would wait"
            + " for itself: all contexts (concurrency 1) are busy",
        assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT)).getMessage());
    loaded.whenRunning = call -> {};
    predictor.predict(INPUT);
    predictor.close();
  }

  @Test
  void aCallFromWithinACallRunsInAnotherContext() {
    ThreadSafePredictor predictor = loaded.predictor(PredictorOptions.builder().concurrency(2));
    loaded.whenRunning =
        call -> {
          loaded.whenRunning = inner -> {};
          predictor.predict(INPUT);
        };
    predictor.predict(INPUT);
    assertEquals(2, loaded.runs.get());
    predictor.close();
  }

  @Test
  void refusedCallsLoseNoSlot() throws Exception {
    loaded.whenRunning = call -> LockSupport.parkNanos(1);
    PredictorOptions.Builder options =
        PredictorOptions.builder().concurrency(2).maxWait(Duration.ofNanos(1)).maxQueuedCalls(4);
    try (ThreadSafePredictor predictor = loaded.predictor(options)) {
      Tasks.together(
          16,
          () -> {
            for (int i = 0; i < 500; i++) {
              try {
                predictor.predict(INPUT);
              } catch (PredictorBusyException e) {
                assertTrue(e.getMessage().startsWith("predictor of net: "));
              }
            }
          });
      Gate both = new Gate(2);
      loaded.whenRunning = call -> both.pass();
      Task<?> one = Tasks.start(() -> predictor.predict(INPUT));
      Task<?> two = Tasks.start(() -> predictor.predict(INPUT));
      both.awaitArrivals();
      both.open();
      one.get();
      two.get();
    }
  }

  private PredictorBusyException refusal(ThreadSafePredictor predictor) throws Exception {
    try (predictor) {
      Task<?> holder = hold(predictor);
      PredictorBusyException e =
          assertThrows(PredictorBusyException.class, () -> predictor.predict(INPUT));
      gate.open();
      holder.get();
      predictor.predict(INPUT);
      assertEquals(2, loaded.runs.get());
      return e;
    }
  }

  /** Starts a call that has the only context. */
  private Task<?> hold(ThreadSafePredictor predictor) {
    loaded.whenRunning = call -> gate.pass();
    Task<?> holder = Tasks.start(() -> predictor.predict(INPUT));
    gate.awaitArrivals();
    return holder;
  }

  private ThreadSafePredictor limited(Duration maxWait) {
    return loaded.predictor(PredictorOptions.builder().concurrency(1).maxWait(maxWait));
  }
}
