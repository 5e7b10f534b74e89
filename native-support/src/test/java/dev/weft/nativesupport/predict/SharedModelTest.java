package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.Device;
import dev.weft.ModelSignature;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedModelTest {
  private static final Tensor INPUT = FakeLoadedModel.input(3);
  private static final PredictorOptions OPTIONS =
      PredictorOptions.builder()
          .backend("fake")
          .device(Device.cpu())
          .precision(Precision.FP32)
          .maxWait(Duration.ofSeconds(9))
          .backendOption("fake.x", "1")
          .build();

  private final FakeLoadedModel loaded = new FakeLoadedModel();

  @Test
  void theModelTellsOfWhatWasLoaded() {
    try (SharedModel model = new SharedModel(loaded, OPTIONS)) {
      assertSame(FakeLoadedModel.SIGNATURE, model.signature());
      assertEquals(1234, model.parameterBytes());
      assertEquals(OptionalInt.of(2), model.options().concurrency());
      assertEquals(Optional.of("fake"), model.options().backend());
      assertEquals("model net [" + model.options() + "]", model.toString());
      try (ThreadSafePredictor predictor = model.predictor()) {
        assertEquals("predictor of net [" + predictor.options() + "]", predictor.toString());
      }
    }
  }

  @Test
  void aModelWithoutPredictorsIsFreedByItsClose() {
    SharedModel model = new SharedModel(loaded, OPTIONS);
    model.close();
    model.close();
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void predictorsOutliveTheModel() {
    SharedModel model = new SharedModel(loaded, OPTIONS);
    ThreadSafePredictor predictor = model.predictor();
    model.close();
    predictor.predict(INPUT);
    assertEquals(0, loaded.timesFreed.get());
    predictor.close();
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void theModelOutlivesPredictors() {
    SharedModel model = new SharedModel(loaded, OPTIONS);
    model.predictor().close();
    assertEquals(0, loaded.timesFreed.get());
    try (ThreadSafePredictor next = model.predictor()) {
      next.predict(INPUT);
    }
    model.close();
    assertEquals(1, loaded.timesFreed.get());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theLastCloseFreesInWhateverOrder(long seed) throws Exception {
    SharedModel model = new SharedModel(loaded, OPTIONS);
    List<AutoCloseable> handles = new ArrayList<>(List.of(model));
    for (int i = 0; i < 20; i++) {
      ThreadSafePredictor predictor = model.predictor();
      predictor.predict(INPUT);
      handles.add(predictor);
    }
    Collections.shuffle(handles, new Random(seed));
    for (AutoCloseable handle : handles) {
      assertEquals(0, loaded.timesFreed.get());
      handle.close();
    }
    assertEquals(1, loaded.timesFreed.get());
    assertEquals(20, loaded.contextsClosed.get());
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void handlesClosedAtOnceFreeOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      FakeLoadedModel each = new FakeLoadedModel();
      SharedModel model = new SharedModel(each, OPTIONS);
      ConcurrentLinkedQueue<AutoCloseable> handles = new ConcurrentLinkedQueue<>(List.of(model));
      for (int i = 0; i < 7; i++) {
        ThreadSafePredictor predictor = model.predictor();
        predictor.predict(INPUT);
        handles.add(predictor);
      }
      Tasks.together(8, () -> handles.remove().close());
      assertEquals(1, each.timesFreed.get());
      assertEquals(List.of(), each.breaches());
    }
  }

  @Test
  void aClosedModelOpensNoPredictor() {
    SharedModel model = new SharedModel(loaded, OPTIONS);
    try (ThreadSafePredictor predictor = model.predictor()) {
      model.close();
      assertEquals(
          "model net is closed",
          assertThrows(IllegalStateException.class, model::predictor).getMessage());
      predictor.predict(INPUT);
    }
    assertThrows(IllegalStateException.class, model::predictor);
  }

  @Test
  void openingRacesWithClosing() throws Exception {
    for (int round = 0; round < 500; round++) {
      FakeLoadedModel each = new FakeLoadedModel();
      SharedModel model = new SharedModel(each, OPTIONS);
      Tasks.Task<Void> closing = Tasks.run(model::close);
      try (ThreadSafePredictor predictor = model.predictor()) {
        assertEquals(0, each.timesFreed.get());
        predictor.predict(INPUT);
      } catch (IllegalStateException e) {
        assertEquals("model net is closed", e.getMessage());
      }
      closing.get();
      assertEquals(1, each.timesFreed.get());
      assertEquals(List.of(), each.breaches());
    }
  }

  @Test
  void aPredictorsOwnOptionsOverrideTheModels() {
    try (SharedModel model = new SharedModel(loaded, OPTIONS);
        ThreadSafePredictor plain = model.predictor();
        ThreadSafePredictor other =
            model.predictor(
                PredictorOptions.builder()
                    .concurrency(7)
                    .threadsPerCall(3)
                    .maxWait(Duration.ofSeconds(1))
                    .maxQueuedCalls(5)
                    .build())) {
      assertEquals(model.options().toString(), plain.options().toString());
      assertEquals(OptionalInt.of(7), other.options().concurrency());
      assertEquals(OptionalInt.of(3), other.options().threadsPerCall());
      assertEquals(Optional.of(Duration.ofSeconds(1)), other.options().maxWait());
      assertEquals(OptionalInt.of(5), other.options().maxQueuedCalls());
      assertEquals(Optional.of("fake"), other.options().backend());
      assertEquals(OPTIONS.backendOptions(), other.options().backendOptions());
    }
  }

  @Test
  void theModelsOwnOptionsMayBeRepeated() {
    try (SharedModel model = new SharedModel(loaded, OPTIONS)) {
      model.predictor(OPTIONS).close();
      model.predictor(model.options()).close();
      model.predictor(PredictorOptions.builder().backend("auto").build()).close();
    }
  }

  @Test
  void someOfTheModelsBackendOptionsMayBeRepeated() {
    PredictorOptions two = OPTIONS.toBuilder().backendOption("fake.y", "2").build();
    try (SharedModel model = new SharedModel(loaded, two);
        ThreadSafePredictor predictor = model.predictor(OPTIONS)) {
      assertEquals(two.backendOptions(), predictor.options().backendOptions());
    }
  }

  @Test
  void concurrencyThatNobodySetFollowsFromThePredictorsThreads() {
    PredictorOptions threads = PredictorOptions.builder().threadsPerCall(2).build();
    try (SharedModel model = new SharedModel(loaded, OPTIONS);
        ThreadSafePredictor predictor = model.predictor(threads)) {
      assertEquals(OptionalInt.of(1), predictor.options().concurrency());
    }
    FakeLoadedModel other = new FakeLoadedModel();
    PredictorOptions three = OPTIONS.toBuilder().concurrency(3).build();
    try (SharedModel model = new SharedModel(other, three);
        ThreadSafePredictor predictor = model.predictor(threads)) {
      assertEquals(OptionalInt.of(3), predictor.options().concurrency());
    }
  }

  @Test
  void theModelsOwnOptionsCannotBeChanged() {
    try (SharedModel model = new SharedModel(loaded, OPTIONS)) {
      refused(model, "backend is other", "fake", PredictorOptions.builder().backend("other"));
      refused(model, "device is gpu(0)", "cpu", PredictorOptions.builder().device(Device.gpu(0)));
      refused(
          model, "precision is BF16", "FP32", PredictorOptions.builder().precision(Precision.BF16));
      refused(model, "fake.x is 2", "1", PredictorOptions.builder().backendOption("fake.x", "2"));
    }
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void anOptionThatTheModelLacksCannotBeAdded() {
    try (SharedModel model = new SharedModel(loaded, PredictorOptions.defaults())) {
      refused(model, "device is cpu", "none", PredictorOptions.builder().device(Device.cpu()));
    }
  }

  @Test
  void optionsThatCannotBeSettledFreeTheModel() {
    LoadedModel unsettled = new Unsettled(loaded, 0);
    assertEquals(
        "no such option",
        assertThrows(IllegalArgumentException.class, () -> new SharedModel(unsettled, OPTIONS))
            .getMessage());
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void optionsThatCannotBeSettledOpenNoPredictor() {
    SharedModel model = new SharedModel(new Unsettled(loaded, 1), OPTIONS);
    PredictorOptions wanted = PredictorOptions.builder().concurrency(3).build();
    assertThrows(IllegalArgumentException.class, () -> model.predictor(wanted));
    model.close();
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void optionsThatAreTheModelsAreSettledAlready() {
    PredictorOptions wanted = PredictorOptions.builder().maxQueuedCalls(3).build();
    try (SharedModel model = new SharedModel(new Unsettled(loaded, 1), OPTIONS)) {
      model.predictor().close();
      model.predictor(wanted).close();
    }
    assertEquals(1, loaded.timesFreed.get());
  }

  private static void refused(
      SharedModel model, String option, String present, PredictorOptions.Builder wanted) {
    assertEquals(
        "option "
            + option
            + ", but model net was loaded with "
            + present
            + "; load the model again to change it",
        assertThrows(IllegalArgumentException.class, () -> model.predictor(wanted.build()))
            .getMessage());
  }

  /** Settles options a number of times, and then no more. */
  private static final class Unsettled implements LoadedModel {
    private final FakeLoadedModel loaded;
    private int settlementsLeft;

    Unsettled(FakeLoadedModel loaded, int settlements) {
      this.loaded = loaded;
      this.settlementsLeft = settlements;
    }

    @Override
    public PredictorOptions settle(PredictorOptions wanted) {
      if (settlementsLeft-- == 0) {
        throw new IllegalArgumentException("no such option");
      }
      return loaded.settle(wanted);
    }

    @Override
    public String name() {
      return loaded.name();
    }

    @Override
    public ModelSignature signature() {
      return loaded.signature();
    }

    @Override
    public long parameterBytes() {
      return loaded.parameterBytes();
    }

    @Override
    public ExecutionContext newContext(PredictorOptions options) {
      return loaded.newContext(options);
    }

    @Override
    public void close() {
      loaded.close();
    }
  }
}
