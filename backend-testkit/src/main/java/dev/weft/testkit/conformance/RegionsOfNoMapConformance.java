package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A feature pyramid marks the regions of its other levels with map -1. */
public abstract class RegionsOfNoMapConformance extends BackendConformance {
  private static final int SIZE = 2 * 3 * 3;
  private static final OperatorCase ALIGN =
      OperatorCase.of("_contrib_ROIAlign")
          .with("pooled_size", "(3, 3)")
          .with("spatial_scale", 0.5)
          .with("sample_ratio", 2)
          .input("data", Fill.normal(), 1, 2, 5, 6)
          .input("rois", Fill.of(0, 1, 1, 7, 8), 1, 5);

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected RegionsOfNoMapConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void areZeros() {
    try (ThreadSafePredictor predictor = open(ALIGN.model())) {
      Tensor maps = Objects.requireNonNull(ALIGN.inputs().get("data"));
      Tensor region = Objects.requireNonNull(ALIGN.inputs().get("rois"));
      double[] one = predictor.predict(maps, region).get(0).toDoubleArray();
      Tensor regions =
          Tensor.of(new float[] {-1, -1, -1, -1, -1, 0, 1, 1, 7, 8, -1, 1, 1, 7, 8}, 3, 5);
      double[] three = predictor.predict(maps, regions).get(0).toDoubleArray();
      assertArrayEquals(new double[SIZE], Arrays.copyOf(three, SIZE));
      assertArrayEquals(one, Arrays.copyOfRange(three, SIZE, 2 * SIZE));
      assertArrayEquals(new double[SIZE], Arrays.copyOfRange(three, 2 * SIZE, 3 * SIZE));
    }
  }
}
