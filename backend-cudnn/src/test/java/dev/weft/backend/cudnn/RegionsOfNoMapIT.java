package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A feature pyramid marks the regions of its other levels with map -1. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class RegionsOfNoMapIT {
  private static final int SIZE = 2 * 3 * 3;
  private static final OperatorCase ALIGN =
      OperatorCase.of("_contrib_ROIAlign")
          .with("pooled_size", "(3, 3)")
          .with("spatial_scale", 0.5)
          .with("sample_ratio", 2)
          .input("data", Fill.normal(), 1, 2, 5, 6)
          .input("rois", Fill.of(0, 1, 1, 7, 8), 1, 5);

  @Test
  void areZeros() {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ALIGN.model(), Subject.options())) {
      Tensor maps = ALIGN.inputs().get("data");
      double[] one = predictor.predict(maps, ALIGN.inputs().get("rois")).get(0).toDoubleArray();
      Tensor regions =
          Tensor.of(new float[] {-1, -1, -1, -1, -1, 0, 1, 1, 7, 8, -1, 1, 1, 7, 8}, 3, 5);
      double[] three = predictor.predict(maps, regions).get(0).toDoubleArray();
      assertArrayEquals(new double[SIZE], Arrays.copyOf(three, SIZE));
      assertArrayEquals(one, Arrays.copyOfRange(three, SIZE, 2 * SIZE));
      assertArrayEquals(new double[SIZE], Arrays.copyOfRange(three, 2 * SIZE, 3 * SIZE));
    }
  }
}
