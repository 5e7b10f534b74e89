package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Gate;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CloseTest {
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
  void contextsAreFreedBeforeTheParameters() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    predictor.predict(INPUT);
    assertEquals(0, loaded.timesFreed.get());
    predictor.close();
    assertEquals(1, loaded.contextsClosed.get());
  }

  @Test
  void aPredictorThatNeverRanIsClosedToo() {
    loaded.sequentialPredictor().close();
    assertEquals(0, loaded.contextsMade.get());
  }

  @Test
  void closingAgainDoesNothing() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    predictor.predict(INPUT);
    predictor.close();
    predictor.close();
  }

  @Test
  void everyCallOfAClosedPredictorIsRefused() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    predictor.close();
    Tensor output = FakeLoadedModel.input(0);
    Map<String, Tensor> inputs = Map.of("data", INPUT);
    Map<String, Tensor> outputs = Map.of("twice", output);
    assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT));
    assertThrows(IllegalStateException.class, () -> predictor.predict(inputs));
    assertThrows(
        IllegalStateException.class, () -> predictor.predictInto(List.of(INPUT), List.of(output)));
    assertThrows(IllegalStateException.class, () -> predictor.predictInto(inputs, outputs));
    assertThrows(IllegalStateException.class, () -> predictor.predictAsync(INPUT));
    assertThrows(IllegalStateException.class, () -> predictor.predictAsync(inputs));
    assertEquals(0, loaded.runs.get());
    assertEquals(FakeLoadedModel.SIGNATURE, predictor.signature());
  }

  @Test
  void runningCallsAreWaitedForAndOthersRefused() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    Task<List<Tensor>> running = hold(predictor);
    Task<?> queued = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
    Task<Void> closing = Tasks.run(predictor::close);
    assertEquals(
        "predictor of net is closed",
        assertThrows(IllegalStateException.class, queued::get).getMessage());
    assertEquals(
        "predictor of net is closed",
        assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT)).getMessage());
    assertFalse(closing.isDone());
    assertEquals(1, loaded.contextsOpen());
    assertEquals(0, loaded.timesFreed.get());
    gate.open();
    closing.get();
    assertEquals(1, loaded.timesFreed.get());
    assertEquals(6, running.get().get(0).toFloatArray()[0]);
  }

  @Test
  void aSecondCloseWaitsForTheFirst() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    Gate freeing = new Gate();
    loaded.whenClosingContext = freeing::pass;
    predictor.predict(INPUT);
    Task<Void> first = Tasks.run(predictor::close);
    freeing.awaitArrivals();
    Task<Integer> second =
        Tasks.start(
            () -> {
              predictor.close();
              return loaded.timesFreed.get();
            });
    second.awaitWaiting();
    assertFalse(second.isDone());
    freeing.open();
    first.get();
    assertEquals(1, second.get());
  }

  @Test
  void anInterruptDoesNotEndClosing() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    Task<?> running = hold(predictor);
    Task<Boolean> closing =
        Tasks.start(
                () -> {
                  predictor.close();
                  return Thread.currentThread().isInterrupted();
                })
            .awaitWaiting();
    closing.thread().interrupt();
    gate.open();
    assertTrue(closing.get());
    running.get();
  }

  @Test
  void closingFromWithinACallIsRefused() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning = call -> predictor.close();
    refusesToWaitForItself(
        assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT)));
    assertUsable(predictor);
  }

  @Test
  void closingFromWithinACallOfAnyThreadIsRefused() throws Exception {
    ThreadSafePredictor predictor = loaded.predictor(PredictorOptions.builder().concurrency(4));
    loaded.whenRunning = call -> predictor.close();
    Tasks.together(
        16,
        () -> {
          for (int i = 0; i < 50; i++) {
            refusesToWaitForItself(
                assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT)));
          }
        });
    assertUsable(predictor);
  }

  @Test
  void closingFromWithinAnAsynchronousCallIsRefused() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning = call -> predictor.close();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> predictor.predictAsync(INPUT).get());
    refusesToWaitForItself(e.getCause());
    assertUsable(predictor);
  }

  @Test
  void closingFromWithinACallThatHadToWaitIsRefused() throws Exception {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    Task<?> running = hold(predictor);
    Task<?> queued = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
    loaded.whenRunning = call -> predictor.close();
    gate.open();
    running.get();
    refusesToWaitForItself(assertThrows(IllegalStateException.class, queued::get));
    assertUsable(predictor);
  }

  @Test
  void closingWhileAContextIsMadeIsRefused() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenMakingContext = predictor::close;
    refusesToWaitForItself(
        assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT)));
    loaded.whenMakingContext = () -> {};
    assertUsable(predictor);
  }

  @Test
  void anotherPredictorMayBeClosedFromWithinACall() {
    SharedModel model = new SharedModel(loaded, PredictorOptions.builder().concurrency(1).build());
    ThreadSafePredictor predictor = model.predictor();
    ThreadSafePredictor other = model.predictor();
    other.predict(INPUT);
    loaded.whenRunning = call -> other.close();
    predictor.predict(INPUT);
    assertEquals(1, loaded.contextsOpen());
    predictor.close();
    model.close();
  }

  @Test
  void aThreadMayCloseAfterItsCall() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    predictor.predict(INPUT);
    predictor.close();
  }

  /**
   * Closes while many threads call: each call gets its result or is refused, none anything else.
   */
  @Test
  void closingRacesWithCalls() throws Exception {
    for (int round = 0; round < 300; round++) {
      FakeLoadedModel each = new FakeLoadedModel();
      ThreadSafePredictor predictor = each.predictor(PredictorOptions.builder().concurrency(2));
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      Task<Void> calls =
          Tasks.run(
              () ->
                  Tasks.together(
                      6,
                      () -> {
                        try {
                          while (true) {
                            assertEquals(6, predictor.predict(INPUT).get(0).toFloatArray()[0]);
                            predictor.predictAsync(INPUT).get();
                          }
                        } catch (IllegalStateException | ExecutionException e) {
                          failures.add(e instanceof ExecutionException ? e.getCause() : e);
                        }
                      }));
      while (each.runs.get() < round % 20 && !calls.isDone()) {
        Thread.onSpinWait();
      }
      Tasks.together(2, predictor::close);
      assertEquals(1, each.timesFreed.get());
      calls.get();
      assertEquals(List.of(), each.breaches());
      assertEquals(0, each.contextsOpen());
      assertEquals(6, failures.size());
      failures.forEach(e -> assertEquals("predictor of net is closed", e.getMessage()));
    }
    loaded.sequentialPredictor().close();
  }

  private void assertUsable(ThreadSafePredictor predictor) {
    assertEquals(0, loaded.timesFreed.get());
    loaded.whenRunning = call -> {};
    predictor.predict(INPUT);
    assertEquals(0, loaded.contextsClosed.get());
    predictor.close();
  }

  private static void refusesToWaitForItself(Throwable e) {
    assertEquals(
        "predictor of net: close() was called from within a call of this predictor and would wait"
            + " for itself; close it after the call",
        e.getMessage());
  }

  /** Starts a call that has the only context until the gate opens. */
  private Task<List<Tensor>> hold(ThreadSafePredictor predictor) {
    loaded.whenRunning = call -> gate.pass();
    Task<List<Tensor>> running = Tasks.start(() -> predictor.predict(INPUT));
    gate.awaitArrivals();
    return running;
  }
}
