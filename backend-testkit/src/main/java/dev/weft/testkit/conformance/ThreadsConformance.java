package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Many threads through one model, models that come and go, and memory that levels off. */
public abstract class ThreadsConformance extends BackendConformance {

  private static final int THREADS = 8;
  private static final long MEBI = 1 << 20;

  /** How much resident memory the second half of a long run may add. */
  private static final long GROWTH_LIMIT_BYTES = 16 * MEBI;

  /** The same where eight threads make and free activations as it comes. */
  private static final long RACE_GROWTH_LIMIT_BYTES = 32 * MEBI;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected ThreadsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void twoModelsAnswerAtOnce() throws Exception {
    List<Tensor[]> colour = new ArrayList<>();
    List<Tensor[]> grey = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      colour.add(new Tensor[] {Inputs.normal(seed, 1 + seed % 2, 3, 32, 32)});
      grey.add(new Tensor[] {Inputs.normal(seed, 1 + seed % 3, 1, 28, 28)});
    }
    try (ThreadSafePredictor first = open(SmallModels.tinyResNet());
        ThreadSafePredictor second = open(SmallModels.leNet())) {
      List<List<Tensor>> right = SharedAnswers.of(first, 1, colour);
      List<List<Tensor>> alsoRight = SharedAnswers.of(second, 1, grey);
      Team.of(
          2 * THREADS,
          member -> {
            boolean even = member % 2 == 0;
            for (int i = 0; i < 60; i++) {
              int call = (i + member) % 6;
              Answers.same(
                  (even ? right : alsoRight).get(call),
                  even ? first.predict(colour.get(call)) : second.predict(grey.get(call)));
            }
          });
    }
  }

  @Test
  void shapesChangeFromCallToCall() throws Exception {
    List<Tensor[]> calls = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      calls.add(new Tensor[] {Inputs.normal(i, 1 + i % 3, 3, 32 + 8 * (i / 3), 32 + 4 * i)});
    }
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      for (int round = 0; round < 10; round++) {
        SharedAnswers.ofEach(predictor, THREADS, calls);
      }
    }
  }

  @Test
  void predictorsComeAndGoBesideCallsOnTheirModel() throws Exception {
    Tensor image = Inputs.normal(1, 1, 3, 32, 32);
    try (Model model = load(SmallModels.tinyResNet());
        ThreadSafePredictor lasting = model.predictor()) {
      List<Tensor> right = lasting.predict(image);
      AtomicInteger guests = new AtomicInteger();
      Team.of(
          THREADS,
          member -> {
            while (guests.get() < 300) {
              if (member < 2) {
                guests.incrementAndGet();
                try (ThreadSafePredictor guest = model.predictor()) {
                  Answers.same(right, guest.predict(image));
                }
              } else {
                Answers.same(right, lasting.predict(image));
              }
            }
          });
    }
  }

  @Test
  void modelIsOpenedAndClosedTwoHundredTimes() {
    ModelSource source = SmallModels.leNet();
    Tensor image = Inputs.normal(1, 1, 1, 28, 28);
    List<Tensor> right = answerOf(source, image);
    ResidentMemory memory =
        new ResidentMemory(
            "200 times opened and closed", () -> Answers.same(right, answerOf(source, image)));
    for (int i = 0; i < 200; i++) {
      if (i == 10) {
        memory.atStart();
      } else if (i == 100) {
        memory.atHalf();
      }
      Answers.same(right, answerOf(source, image));
    }
    memory.atEnd(GROWTH_LIMIT_BYTES);
  }

  @Test
  void tenThousandThreadsCallOnceEach() throws Exception {
    Tensor image = Inputs.normal(1, 1, 1, 28, 28);
    ResidentMemory memory = new ResidentMemory("10,000 threads, one call each");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicInteger answers = new AtomicInteger();
    Semaphore alive = new Semaphore(32);
    try (ThreadSafePredictor predictor = open(SmallModels.leNet())) {
      List<Tensor> right = predictor.predict(image);
      Runnable call =
          () -> {
            try {
              Answers.same(right, predictor.predict(image));
              answers.incrementAndGet();
            } catch (Throwable e) {
              failure.compareAndSet(null, e);
            } finally {
              alive.release();
            }
          };
      for (int i = 0; i < 10_000; i++) {
        if (i == 500) {
          memory.atStart();
        } else if (i == 5_000) {
          memory.atHalf();
        }
        alive.acquire();
        new Thread(call, "caller " + i).start();
      }
      alive.acquire(32);
    }
    assertNull(failure.get(), () -> "a call failed: " + failure.get());
    assertEquals(10_000, answers.get());
    memory.atEnd(GROWTH_LIMIT_BYTES);
  }

  @Test
  void predictorIsClosedWhileEightThreadsCall() throws Exception {
    ModelSource source = SmallModels.tinyResNet();
    Tensor image = Inputs.normal(1, 1, 3, 32, 32);
    List<Tensor> right = answerOf(source, image);
    ResidentMemory memory = new ResidentMemory("300 times closed while 8 threads call");
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    try (Team team = new Team(THREADS);
        Model shared = load(source)) {
      for (int round = 0; round < 300; round++) {
        if (round == 100) {
          memory.atStart();
        } else if (round == 200) {
          memory.atHalf();
        }
        // Every other time the predictor is the last holder of its parameters.
        ThreadSafePredictor predictor = round % 2 == 0 ? shared.predictor() : open(source);
        AtomicInteger finished = new AtomicInteger();
        Team.Started calls =
            team.start(
                member -> {
                  try {
                    while (true) {
                      Answers.same(right, predictor.predict(image));
                      answers.incrementAndGet();
                      finished.incrementAndGet();
                    }
                  } catch (IllegalStateException closed) {
                    refusals.incrementAndGet();
                  }
                });
        while (finished.get() < round % 12) {
          Thread.onSpinWait();
        }
        predictor.close();
        calls.await();
      }
    }
    assertEquals(300 * THREADS, refusals.get());
    assertTrue(answers.get() > 300, () -> answers.get() + " answers");
    memory.atEnd(RACE_GROWTH_LIMIT_BYTES);
  }

  @Test
  void asynchronousCallsAreAnsweredInFull() {
    List<Tensor> images = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      images.add(Inputs.normal(seed, 1 + seed, 3, 32, 32));
    }
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      List<List<Tensor>> right = images.stream().map(predictor::predict).toList();
      List<CompletableFuture<List<Tensor>>> running = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        running.add(predictor.predictAsync(images.get(i % 5)));
      }
      for (int i = 0; i < running.size(); i++) {
        Answers.same(right.get(i % 5), running.get(i).join());
      }
    }
  }

  @Test
  void asynchronousCallsEndWhenThePredictorIsClosed() {
    Tensor image = Inputs.normal(1, 1, 3, 32, 32);
    ThreadSafePredictor predictor = open(SmallModels.tinyResNet());
    List<Tensor> right = predictor.predict(image);
    List<CompletableFuture<List<Tensor>>> running = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      running.add(predictor.predictAsync(image));
    }
    predictor.close();
    AtomicBoolean refused = new AtomicBoolean();
    for (CompletableFuture<List<Tensor>> call : running) {
      List<Tensor> answer =
          call.exceptionally(
                  failure -> {
                    refused.set(true);
                    assertTrue(Failures.unwrapped(failure) instanceof IllegalStateException);
                    return right;
                  })
              .join();
      Answers.same(right, answer);
    }
    assertTrue(refused.get(), "no call was still waiting");
  }

  /** libmxnet changes the weight of a Deconvolution for as long as it computes with it. */
  @Test
  void transposedConvolutionIsShared() throws Exception {
    SymbolWriter symbol = new SymbolWriter();
    Output enlarged =
        symbol.node(
            "Deconvolution",
            "enlarged",
            Map.of("kernel", "(4, 4)", "stride", "(2, 2)", "pad", "(1, 1)", "num_filter", "16"),
            List.of(symbol.variable("data"), symbol.variable("enlarged_weight")));
    float[] weight = Inputs.normal(1, 32, 16, 4, 4).toFloatArray();
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(enlarged)),
            List.of(NamedArray.floats("enlarged_weight", List.of(32, 16, 4, 4), weight)));
    Tensor image = Inputs.normal(2, 1, 32, 16, 16);
    List<Tensor> right = answerOf(source, image);
    for (int round = 0; round < 10; round++) {
      try (ThreadSafePredictor predictor = open(source)) {
        Team.of(
            8,
            member -> {
              for (int i = 0; i < 20; i++) {
                Answers.same(right, predictor.predict(image));
              }
            });
      }
    }
  }

  private List<Tensor> answerOf(ModelSource source, Tensor input) {
    try (ThreadSafePredictor predictor = open(source)) {
      return predictor.predict(input);
    }
  }
}
