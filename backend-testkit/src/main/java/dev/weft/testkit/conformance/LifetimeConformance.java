package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.ResNetV1;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Models and predictors are closed in any order, by any thread, more than once. */
public abstract class LifetimeConformance extends BackendConformance {

  private static final Tensor INPUT = Tensor.of(new float[] {1, 1, 1}, 1, 3);
  private static final double MEBI = 1 << 20;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected LifetimeConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void predictorOutlivesItsModel() {
    Model model = load(SmallModels.dense());
    ThreadSafePredictor predictor = model.predictor();
    List<Tensor> right = predictor.predict(INPUT);
    model.close();
    model.close();
    Answers.same(right, predictor.predict(INPUT));
    assertThrows(IllegalStateException.class, model::predictor);
    predictor.close();
    assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT));
  }

  @Test
  void modelOutlivesItsPredictor() {
    try (Model model = load(SmallModels.dense())) {
      ThreadSafePredictor first = model.predictor();
      List<Tensor> right = first.predict(INPUT);
      first.close();
      first.close();
      try (ThreadSafePredictor second = model.predictor()) {
        Answers.same(right, second.predict(INPUT));
      }
    }
  }

  @Test
  void everyHandleIsClosedByAThreadOfItsOwn() throws Exception {
    for (int round = 0; round < 50; round++) {
      Model model = load(SmallModels.dense());
      ThreadSafePredictor first = model.predictor();
      ThreadSafePredictor second = model.predictor();
      Answers.same(first.predict(INPUT), second.predict(INPUT));
      AutoCloseable[] handles = {model, first, second};
      Team.of(6, member -> handles[member % 3].close());
      assertThrows(IllegalStateException.class, model::predictor);
      assertThrows(IllegalStateException.class, () -> first.predict(INPUT));
      assertThrows(IllegalStateException.class, () -> second.predict(INPUT));
    }
  }

  @Test
  void callsAfterCloseAreRefused() {
    ThreadSafePredictor predictor = open(SmallModels.dense());
    predictor.close();
    Tensor output = Tensor.zeros(DataType.FLOAT32, Shape.of(1, 2));
    assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT));
    assertThrows(
        IllegalStateException.class, () -> predictor.predictInto(List.of(INPUT), List.of(output)));
    assertThrows(IllegalStateException.class, () -> predictor.predictAsync(INPUT));
  }

  @Test
  void completionCallbackClosesThePredictor() {
    for (int round = 0; round < 50; round++) {
      ThreadSafePredictor predictor = open(SmallModels.dense());
      CompletableFuture<Boolean> closed =
          predictor
              .predictAsync(INPUT)
              .thenApply(
                  answer -> {
                    predictor.close();
                    return true;
                  });
      assertTrue(closed.join());
      assertThrows(IllegalStateException.class, () -> predictor.predict(INPUT));
    }
  }

  @Test
  void predictorsShareParameters() {
    Network network = ResNetV1.ofLayers(34, Head.LOGITS);
    ModelSource source = SmallModels.of(network, 1);
    Tensor image = Inputs.normal(1, 1, 3, 64, 64);
    PredictorOptions single = PredictorOptions.builder().concurrency(1).build();
    try (Model model = load(source)) {
      long held = model.parameterBytes();
      long stored = 4 * network.storedCount();
      assertTrue(held <= stored && held > 0.99 * stored, held + " bytes of " + stored);
      try (ThreadSafePredictor first = model.predictor(single)) {
        List<Tensor> right = first.predict(image);
        OptionalLong before = ResidentMemory.bytes();
        try (ThreadSafePredictor second = model.predictor(single)) {
          Answers.same(right, second.predict(image));
          assertEquals(held, model.parameterBytes());
          OptionalLong after = ResidentMemory.bytes();
          if (before.isPresent()) {
            long added = after.orElseThrow() - before.getAsLong();
            String measured =
                String.format(
                    Locale.ROOT,
                    "a second predictor on %.1f MiB of parameters adds %.1f MiB",
                    model.parameterBytes() / MEBI,
                    added / MEBI);
            Measured.print(measured);
            assertTrue(added < model.parameterBytes() / 2, measured);
          }
        }
      }
    }
  }

  /**
   * What a closed model held is the system's again, or the next model's: after the first twenty,
   * twenty more add less than one of them holds.
   */
  @Test
  void closedModelsGiveTheirMemoryBack() throws Exception {
    Network network = ResNetV1.ofLayers(34, Head.LOGITS);
    ModelSource source = SmallModels.of(network, 1);
    Tensor image = Inputs.normal(1, 1, 3, 64, 64);
    ResidentMemory memory =
        new ResidentMemory(
            "40 times opened and closed, %d MiB".formatted(network.storedCount() >> 18));
    for (int round = 0; round < 40; round++) {
      try (ThreadSafePredictor predictor = open(source)) {
        Team.of(4, member -> Answers.finite(predictor.predict(image)));
      }
      if (round == 9) {
        memory.atStart();
      } else if (round == 19) {
        memory.atHalf();
      }
    }
    memory.atEnd(4 * network.storedCount());
  }
}
