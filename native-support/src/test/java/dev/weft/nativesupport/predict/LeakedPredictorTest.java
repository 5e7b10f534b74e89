package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.lifetime.LeakAlarm;
import dev.weft.nativesupport.testing.Collected;
import dev.weft.nativesupport.testing.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeakedPredictorTest {
  private static final Tensor INPUT = FakeLoadedModel.input(3);

  private final FakeLoadedModel loaded = new FakeLoadedModel();
  private final long leaksBefore = LeakAlarm.leaks();

  @Test
  void aPredictorNobodyClosedIsFreed() throws Exception {
    loaded.sequentialPredictor().predict(INPUT);
    assertTrue(Collected.until(() -> loaded.timesFreed.get() > 0));
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
    assertEquals(1, loaded.contextsClosed.get());
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void aModelNobodyClosedIsFreedAfterItsPredictors() throws Exception {
    try (ThreadSafePredictor predictor =
        new SharedModel(loaded, PredictorOptions.defaults()).predictor()) {
      assertTrue(Collected.until(() -> LeakAlarm.leaks() > leaksBefore));
      predictor.predict(INPUT);
      assertEquals(0, loaded.timesFreed.get());
    }
    assertEquals(1, loaded.timesFreed.get());
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void aCallKeepsItsPredictor() throws Exception {
    Gate gate = new Gate();
    loaded.whenRunning = call -> gate.pass();
    CompletableFuture<List<Tensor>> queued = startTwo();
    gate.awaitArrivals();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    assertEquals(leaksBefore, LeakAlarm.leaks());
    gate.open();
    assertEquals(6, queued.get(30, TimeUnit.SECONDS).get(0).toFloatArray()[0]);
    assertTrue(Collected.until(() -> loaded.timesFreed.get() > 0));
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void closedHandlesAreNoLeaks() throws Exception {
    loaded.sequentialPredictor().close();
    FakeLoadedModel other = new FakeLoadedModel();
    other.sequentialPredictor().predict(INPUT);
    assertTrue(Collected.until(() -> other.timesFreed.get() > 0));
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void aHandleWhoseFreeingFailedIsNoLeak() throws Exception {
    closeFailing();
    FakeLoadedModel other = new FakeLoadedModel();
    other.sequentialPredictor().predict(INPUT);
    assertTrue(Collected.until(() -> other.timesFreed.get() > 0));
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
  }

  @Test
  void aRefusedCloseEndsNoWatch() throws Exception {
    closeWithinCall();
    assertTrue(Collected.until(() -> loaded.timesFreed.get() > 0));
    assertEquals(1, LeakAlarm.leaks() - leaksBefore);
  }

  private void closeWithinCall() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    loaded.whenRunning = call -> assertThrows(IllegalStateException.class, predictor::close);
    predictor.predict(INPUT);
    loaded.whenRunning = call -> {};
  }

  private void closeFailing() {
    PooledPredictor predictor =
        new PooledPredictor(
            loaded,
            loaded.settle(PredictorOptions.defaults()),
            () -> {
              throw new IllegalStateException("free failed");
            });
    assertThrows(IllegalStateException.class, predictor::close);
  }

  private CompletableFuture<List<Tensor>> startTwo() {
    ThreadSafePredictor predictor = loaded.sequentialPredictor();
    CompletableFuture<List<Tensor>> unusedFirst = predictor.predictAsync(INPUT);
    return predictor.predictAsync(INPUT);
  }
}
