package dev.weft.samples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Tensor;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void showsNumbersAndExtremes() {
    assertEquals(
        "[1, 2, 4.50000] min 1 max 4.50000 mean 2.50000",
        Summary.of(Tensor.of(new float[] {1, 2, 4.5f}, 3)));
  }

  @Test
  void cutsLongTensorsAndCountsNaN() {
    float[] values = new float[10];
    values[9] = Float.NaN;
    assertEquals(
        "[0, 0, 0, 0, 0, 0, 0, 0, ...] min 0 max 0 mean 0 NaN 1",
        Summary.of(Tensor.of(values, 10)));
    assertEquals("[NaN] NaN 1", Summary.of(Tensor.of(new float[] {Float.NaN}, 1)));
    assertEquals("[]", Summary.of(Tensor.of(new float[0], 0)));
  }
}
