package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.OperatorCase;
import java.util.List;

/** Answers of a case by this backend, beside those of the backend {@code onednn}. */
final class Answers {
  private static final PredictorOptions ONEDNN =
      PredictorOptions.builder().backend("onednn").concurrency(1).build();

  private Answers() {}

  /** Asserts that all outputs agree, within a part of the greatest element of each. */
  static void agree(OperatorCase operator, PredictorOptions options, double tolerance) {
    List<Tensor> right = answer(operator, ONEDNN);
    List<Tensor> found = answer(operator, options);
    assertEquals(right.size(), found.size());
    for (int i = 0; i < right.size(); i++) {
      assertEquals(right.get(i).shape(), found.get(i).shape());
      double difference =
          NetworkUnderTest.difference(right.get(i).toFloatArray(), found.get(i).toFloatArray());
      assertTrue(difference < tolerance, "output " + i + " of " + operator + ": " + difference);
    }
  }

  private static List<Tensor> answer(OperatorCase operator, PredictorOptions options) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(operator.model(), options)) {
      return predictor.predict(operator.inputs());
    }
  }
}
