package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Listeners of steps as contexts see them. */
class StepListenerTest {
  private static final StepRun RUN = new StepRun(0, "node", "operator", "kind", 1, 3);

  private final FakeLoadedModel loaded = new FakeLoadedModel();

  @Test
  void aContextGetsTheListenerOfItsPredictor() {
    List<StepRun> ofModel = new ArrayList<>();
    List<StepRun> ofPredictor = new ArrayList<>();
    loaded.whenRunning = call -> tell();
    PredictorOptions options = PredictorOptions.builder().stepListener(ofModel::add).build();
    try (SharedModel model = new SharedModel(loaded, options)) {
      try (ThreadSafePredictor predictor = model.predictor()) {
        predictor.predict(FakeLoadedModel.input(1));
      }
      StepListener own = ofPredictor::add;
      PredictorOptions other = PredictorOptions.builder().stepListener(own).build();
      try (ThreadSafePredictor predictor = model.predictor(other)) {
        assertSame(own, predictor.options().stepListener().orElseThrow());
        predictor.predict(FakeLoadedModel.input(1));
        predictor.predict(FakeLoadedModel.input(1));
      }
    }
    assertEquals(List.of(RUN), ofModel);
    assertEquals(List.of(RUN, RUN), ofPredictor);
    assertEquals(2, RUN.nanos());
  }

  @Test
  void withoutListenerAContextGetsNone() {
    try (SharedModel model = new SharedModel(loaded, PredictorOptions.defaults());
        ThreadSafePredictor predictor = model.predictor()) {
      predictor.predict(FakeLoadedModel.input(1));
      assertEquals(Optional.empty(), loaded.contextOptions.stepListener());
    }
  }

  @Test
  void aListenerThatThrowsIsToldNothingMore() {
    List<StepRun> told = new ArrayList<>();
    StepListener failing =
        run -> {
          told.add(run);
          throw new AssertionError("of the listener");
        };
    loaded.whenRunning = call -> tell();
    PredictorOptions options = PredictorOptions.builder().stepListener(failing).build();
    try (SharedModel model = new SharedModel(loaded, options);
        ThreadSafePredictor predictor = model.predictor()) {
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(
            new float[] {2}, predictor.predict(FakeLoadedModel.input(1)).get(0).toFloatArray());
      }
    }
    assertEquals(List.of(RUN), told);
    assertEquals(List.of(), loaded.breaches());
    assertEquals(1, loaded.contextsMade.get());
  }

  private void tell() {
    loaded.contextOptions.stepListener().orElseThrow().stepRan(RUN);
  }
}
