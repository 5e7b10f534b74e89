package dev.weft.backend.onednn;

import dev.weft.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators that take elements of images from computed places give what libmxnet gives. */
@ExtendWith(LeakCheck.class)
class SamplingOperatorsIT {
  private static final double CLOSE = 1e-5;

  private final ValueGenerator values = new ValueGenerator();

  @Test
  void gridsOfPoints() {
    agree(
        "GridGenerator",
        Map.of("transform_type", "affine", "target_shape", "(4, 6)"),
        values.normal(3, 6));
    agree("GridGenerator", Map.of("transform_type", "warp"), values.normal(2, 2, 5, 3));
  }

  @Test
  void imagesAtPoints() {
    agree(
        "BilinearSampler",
        Map.of(),
        values.normal(2, 3, 7, 5),
        values.uniform(-1.5, 1.5, 2, 2, 4, 6));
    agree(
        "SpatialTransformer",
        Map.of("transform_type", "affine", "sampler_type", "bilinear", "target_shape", "(5, 8)"),
        values.normal(2, 3, 7, 9),
        values.uniform(-1, 1, 2, 6));
  }

  private static void agree(String operator, Map<String, String> attributes, Tensor... inputs) {
    OperatorOracle.of(operator, attributes, inputs).agrees(CLOSE);
  }
}
