package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
