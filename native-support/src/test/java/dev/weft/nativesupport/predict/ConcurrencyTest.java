package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Gate;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ConcurrencyTest {
  private static final int THREADS = 64;

  private final FakeLoadedModel loaded = new FakeLoadedModel();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void noMoreCallsRunThanAllowed(int concurrency) throws Exception {
    AtomicInteger numbers = new AtomicInteger();
    loaded.whenRunning = call -> LockSupport.parkNanos(1);
    try (ThreadSafePredictor predictor = predictor(concurrency)) {
      Tasks.together(
          THREADS,
          () -> {
            for (int i = 0; i < 100; i++) {
              float number = numbers.incrementAndGet();
              assertResult(
                  number,
                  i % 2 == 0
                      ? predictor.predict(FakeLoadedModel.input(number))
                      : predictor.predictAsync(FakeLoadedModel.input(number)).get());
            }
          });
    }
    assertEquals(List.of(), loaded.breaches());
    assertEquals(THREADS * 100, loaded.runs.get());
    assertTrue(loaded.mostRunning.get() <= concurrency);
    assertTrue(loaded.contextsMade.get() <= concurrency);
    assertEquals(0, loaded.contextsOpen());
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void asManyCallsRunAsAllowed() throws Exception {
    Gate gate = new Gate(4);
    loaded.whenRunning = call -> gate.pass();
    try (ThreadSafePredictor predictor = predictor(4)) {
      List<Task<?>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(Tasks.start(() -> predictor.predict(FakeLoadedModel.input(1))));
      }
      CompletableFuture<List<Tensor>> last = predictor.predictAsync(FakeLoadedModel.input(1));
      gate.awaitArrivals();
      gate.open();
      for (Task<?> call : calls) {
        call.get();
      }
      last.get();
    }
    assertEquals(4, loaded.mostRunning.get());
  }

  @Test
  void contextsAreMadeOnlyWhenNeeded() {
    try (ThreadSafePredictor predictor = predictor(8)) {
      assertEquals(0, loaded.contextsMade.get());
      for (int i = 0; i < 10; i++) {
        predictor.predict(FakeLoadedModel.input(1));
      }
      assertEquals(1, loaded.contextsMade.get());
    }
  }

  private static void assertResult(float number, List<Tensor> results) {
    assertArrayEquals(new float[] {2 * number}, results.get(0).toFloatArray());
  }

  private ThreadSafePredictor predictor(int concurrency) {
    return loaded.predictor(PredictorOptions.builder().concurrency(concurrency));
  }
}
