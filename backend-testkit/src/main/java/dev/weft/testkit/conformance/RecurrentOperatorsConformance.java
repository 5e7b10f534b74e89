package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.conformance.RecurrentModel.Parameters;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrent layers give what the reference gives. */
public abstract class RecurrentOperatorsConformance extends OperatorChecks {
  private static final double CLOSE = 1e-5;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected RecurrentOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

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

  @Test
  void threadsGetTheSameBits() throws InterruptedException, ExecutionException {
    RecurrentModel model = RecurrentModel.of("lstm", 33, 47, 3, 2);
    PredictorOptions options = options().toBuilder().concurrency(8).build();
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

  private void agree(RecurrentModel model, int steps, int batch) {
    agree(model, options().toBuilder().concurrency(1).build(), steps, batch, CLOSE);
  }

  /**
   * Holds all outputs against the reference.
   *
   * @param model the model
   * @param options the options to load it with
   * @param steps the length of the sequences
   * @param batch the number of sequences
   * @param tolerance the tolerance, relative to the greatest element of an output
   */
  protected final void agree(
      RecurrentModel model, PredictorOptions options, int steps, int batch, double tolerance) {
    Map<String, Tensor> inputs = model.inputs(steps, batch);
    Optional<List<Tensor>> known = reference().answer(model.source(), inputs);
    assumeTrue(known.isPresent(), "there is no reference to hold answers against");
    List<Tensor> expected = known.orElseThrow();
    List<Tensor> actual;
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      actual = predictor.predict(inputs);
    }
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).shape(), actual.get(i).shape());
      double[] right = expected.get(i).toDoubleArray();
      double greatest = 0;
      for (double value : right) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      String subject = model + " of " + steps + " steps and batch " + batch + ", output " + i;
      double limit = Math.max(tolerance, leastTolerance()) * greatest;
      assertArrayEquals(right, actual.get(i).toDoubleArray(), limit, subject);
    }
  }
}
