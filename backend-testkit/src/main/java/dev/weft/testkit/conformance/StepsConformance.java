package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Listeners of steps: what they are told, and that they change nothing. */
public abstract class StepsConformance extends BackendConformance {
  private static final int THREADS = 4;
  private static final int CALLS = 25;
  private static final Tensor INPUT = Inputs.normal(1, 1, 3, 32, 32);

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected StepsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void everyCallTellsOfAllItsSteps() throws Exception {
    Map<Thread, List<StepRun>> told = new ConcurrentHashMap<>();
    StepListener listener =
        run -> told.computeIfAbsent(Thread.currentThread(), key -> new ArrayList<>()).add(run);
    List<Tensor> right;
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      right = predictor.predict(INPUT);
    }
    try (Model model = load(SmallModels.tinyResNet());
        ThreadSafePredictor predictor = model.predictor(listening(listener))) {
      assertSame(listener, predictor.options().stepListener().orElseThrow());
      Answers.same(right, predictor.predict(INPUT));
      List<StepRun> steps = told.remove(Thread.currentThread());
      Team.of(
          THREADS,
          member -> {
            for (int call = 0; call < CALLS; call++) {
              Answers.same(right, predictor.predict(INPUT));
            }
          });
      assertEquals(THREADS, told.size());
      told.values().forEach(runs -> requireCalls(steps, runs));
    }
  }

  private static void requireCalls(List<StepRun> steps, List<StepRun> runs) {
    assertEquals(CALLS * steps.size(), runs.size());
    long previousEnd = Long.MIN_VALUE;
    for (int i = 0; i < runs.size(); i++) {
      StepRun run = runs.get(i);
      StepRun same = steps.get(i % steps.size());
      assertEquals(i % steps.size(), run.step());
      assertEquals(
          same.node() + same.operator() + same.kind(), run.node() + run.operator() + run.kind());
      assertTrue(i == 0 || run.startNanos() - previousEnd >= 0, "steps of a thread overlap");
      assertTrue(run.nanos() >= 0);
      previousEnd = run.endNanos();
    }
  }

  @Test
  void aListenerThatThrowsSpoilsNoCall() {
    List<RuntimeException> failures = List.of(new IllegalStateException("of the listener"));
    AtomicInteger told = new AtomicInteger();
    StepListener failing =
        run -> {
          told.incrementAndGet();
          throw failures.get(0);
        };
    try (Model model = load(SmallModels.tinyResNet());
        ThreadSafePredictor silent = model.predictor();
        ThreadSafePredictor predictor = model.predictor(listening(failing))) {
      List<Tensor> right = silent.predict(INPUT);
      Answers.same(right, predictor.predict(INPUT));
      Answers.same(right, predictor.predict(INPUT));
      assertEquals(1, told.get());
    }
  }

  @Test
  void aPredictorWithoutListenerTellsNobody() {
    List<StepRun> told = Collections.synchronizedList(new ArrayList<>());
    try (Model model = load(SmallModels.tinyResNet());
        ThreadSafePredictor silent = model.predictor();
        ThreadSafePredictor listening = model.predictor(listening(told::add))) {
      silent.predict(INPUT);
      assertEquals(List.of(), told);
      listening.predict(INPUT);
      assertFalse(told.isEmpty());
    }
  }

  private static PredictorOptions listening(StepListener listener) {
    return PredictorOptions.builder().stepListener(listener).build();
  }
}
