package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions that a call gives do not decide how much memory it takes. */
@ExtendWith(LeakCheck.class)
class EndlessRegionsIT {
  private static final OperatorCase ALIGN =
      OperatorCase.of("_contrib_ROIAlign")
          .with("pooled_size", "(2, 2)")
          .with("spatial_scale", 1)
          .input("data", Fill.normal(), 1, 2, 5, 6)
          .input("rois", Fill.of(0, 1, 1, 3, 3), 1, 5);

  @ParameterizedTest
  @ValueSource(floats = {1e7f, 1e9f, 1e30f, Float.POSITIVE_INFINITY, Float.NaN})
  void areRefused(float corner) {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ALIGN.model(), Subject.options())) {
      Tensor maps = ALIGN.inputs().get("data");
      Tensor region = Tensor.of(new float[] {0, 1, 1, 3, corner}, 1, 5);
      BackendException refused =
          assertThrows(BackendException.class, () -> predictor.predict(maps, region));
      assertTrue(refused.nativeText().contains("elements long"), refused::getMessage);
      predictor.predict(maps, ALIGN.inputs().get("rois"));
    }
  }
}
