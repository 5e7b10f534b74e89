package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators that take elements of images from computed places give what the reference gives. */
public abstract class SamplingOperatorsConformance extends OperatorChecks {
  private static final double CLOSE = 1e-5;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected SamplingOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

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

  private void agree(String operator, Map<String, String> attributes, Tensor... inputs) {
    of(operator, attributes, inputs).agrees(CLOSE);
  }
}
