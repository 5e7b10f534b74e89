package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls at the end of the stack. */
@Timeout(60)
class StackRoomTest {
  private static final long STACK_BYTES = 256 << 10;
  private static final int WARMING_CALLS = 20_000;
  private static final int PREDICTORS = 40;
  private static final int DEEPEST = 300;
  private static final Tensor INPUT = FakeLoadedModel.input(1);

  private int deepest;
  private int overflows;

  @Test
  void aCallThatOverflowsTheStackLeavesThePredictorUsable() throws InterruptedException {
    for (int i = 0; i < PREDICTORS; i++) {
      FakeLoadedModel loaded = new FakeLoadedModel();
      try (ThreadSafePredictor predictor =
          loaded.predictor(PredictorOptions.builder().concurrency(1).maxWait(Duration.ZERO))) {
        for (int call = 0; call < WARMING_CALLS; call++) {
          predictor.predict(INPUT);
        }
        deepest = 0;
        Thread deep = new Thread(null, () -> descend(predictor, 0), "deep", STACK_BYTES);
        deep.start();
        deep.join();
        assertArrayEquals(new float[] {2}, predictor.predict(INPUT).get(0).toFloatArray());
      }
      assertEquals(List.of(), loaded.breaches());
    }
    assertTrue(overflows > 0);
  }

  /** Calls at each of the last levels, from the deepest on. */
  @SuppressWarnings("InfiniteRecursion") // the end of the stack is what it is after
  private void descend(ThreadSafePredictor predictor, int level) {
    deepest = Math.max(deepest, level);
    try {
      descend(predictor, level + 1);
    } catch (StackOverflowError e) {
      overflows++;
    }
    if (level > deepest - DEEPEST) {
      try {
        predictor.predict(INPUT);
      } catch (StackOverflowError e) {
        overflows++;
      }
    }
  }
}
