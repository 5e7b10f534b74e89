package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.onednn.RecurrentModel.Parameters;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.plan.CompiledPlan;
import dev.weft.graph.pass.Passes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrent layers give what libmxnet gives. */
@ExtendWith(LeakCheck.class)
class RecurrentOperatorsIT {
  private static final double CLOSE = 1e-5;
  private static final double CLOSE_IN_BF16 = 2e-2;

  @ParameterizedTest
  @ValueSource(strings = {"rnn_relu", "rnn_tanh", "lstm", "gru"})
  void generatedShapes(String mode) {
    Random random = new Random(17);
    for (int layers = 1; layers <= 4; layers++) {
      for (int directions = 1; directions <= 2; directions++) {
        for (int i = 0; i < 3; i++) {
          RecurrentModel model =
              RecurrentModel.of(
                  mode, 1 + random.nextInt(40), 1 + random.nextInt(40), layers, directions);
          int steps = i == 0 ? 1 : 1 + random.nextInt(30);
          agree(i == 1 ? model.withoutStates() : model, steps, 1 + random.nextInt(5));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn_relu", "rnn_tanh", "lstm", "gru"})
  void sizesOfLanguageModels(String mode) {
    agree(RecurrentModel.of(mode, 200, 200, 2, 1), 35, 2);
    agree(RecurrentModel.of(mode, 161, 96, 2, 2), 50, 1);
  }

  /** Without outputs for the last states, libmxnet writes projected ones to address 0. */
  @Test
  void projectedStates() {
    agree(RecurrentModel.of("lstm", 7, 6, 1, 1).projected(4), 5, 3);
    agree(RecurrentModel.of("lstm", 7, 6, 2, 1).projected(6), 5, 3);
    agree(RecurrentModel.of("lstm", 33, 20, 3, 1).projected(7), 5, 3);
  }

  @ParameterizedTest
  @EnumSource(Parameters.class)
  void parametersFromAnywhere(Parameters parameters) {
    for (String mode : List.of("rnn_relu", "rnn_tanh", "lstm", "gru")) {
      agree(RecurrentModel.of(mode, 5, 7, 2, 2).with(parameters), 4, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void computedInSinglePrecisionWithinBf16Plans(String mode) {
    RecurrentModel model = RecurrentModel.of(mode, 20, 30, 2, 2);
    PredictorOptions options =
        PredictorOptions.builder().backend("onednn").precision(Precision.BF16).build();
    compare(model, answers(model, options, model.inputs(9, 2)), 9, 2, CLOSE_IN_BF16);
  }

  /** Gluon's joined parameters are joined, and all are reordered, before any plan is made. */
  @ParameterizedTest
  @EnumSource(
      value = Parameters.class,
      names = {"STORED", "JOINED"})
  void plansShareParameters(Parameters kind) {
    RecurrentModel model = RecurrentModel.of("gru", 5, 7, 2, 2).with(kind);
    PredictorOptions options = PredictorOptions.builder().concurrency(1).build();
    OnednnModel loaded =
        OnednnModel.load(
            model.source(), OnednnOptions.of(options), () -> ElementType.F32, Passes.standard());
    try {
      for (int steps : new int[] {3, 8}) {
        List<Optional<Shape>> shapes = new ArrayList<>();
        model.inputs(steps, 2).values().forEach(input -> shapes.add(Optional.of(input.shape())));
        CompiledPlan plan = loaded.plan(shapes, 1);
        try {
          assertEquals(0, plan.constantBytes());
          assertEquals(2, plan.steps().size());
        } finally {
          plan.release();
        }
      }
    } finally {
      loaded.close();
    }
  }

  @Test
  void threadsGetTheSameBits() throws InterruptedException, ExecutionException {
    RecurrentModel model = RecurrentModel.of("lstm", 33, 47, 3, 2);
    PredictorOptions options = PredictorOptions.builder().backend("onednn").concurrency(8).build();
    Map<String, Tensor> inputs = model.inputs(11, 3);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      float[] alone = predictor.predict(inputs).get(0).toFloatArray();
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(threads.submit(() -> predictor.predict(inputs).get(0).toFloatArray()));
      }
      for (Future<float[]> answer : answers) {
        assertArrayEquals(alone, answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void agree(RecurrentModel model, int steps, int batch) {
    PredictorOptions options = PredictorOptions.builder().backend("onednn").concurrency(1).build();
    compare(model, answers(model, options, model.inputs(steps, batch)), steps, batch, CLOSE);
  }

  private static void compare(
      RecurrentModel model, List<Tensor> actual, int steps, int batch, double tolerance) {
    PredictorOptions options = PredictorOptions.builder().backend("mxnet").concurrency(1).build();
    List<Tensor> expected = answers(model, options, model.inputs(steps, batch));
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).shape(), actual.get(i).shape());
      double[] right = expected.get(i).toDoubleArray();
      double greatest = 0;
      for (double value : right) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      String subject = model + " of " + steps + " steps and batch " + batch + ", output " + i;
      assertArrayEquals(right, actual.get(i).toDoubleArray(), tolerance * greatest, subject);
    }
  }

  private static List<Tensor> answers(
      RecurrentModel model, PredictorOptions options, Map<String, Tensor> inputs) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      return predictor.predict(inputs);
    }
  }
}
