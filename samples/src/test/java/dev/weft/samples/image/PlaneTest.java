package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaneTest {
  @Test
  void interpolatesBetweenNeighbours() {
    Plane row = new Plane(2, 1, new float[] {0, 100});
    assertArrayEquals(new float[] {0, 25, 75, 100}, row.resized(4, 1, Sampling.BILINEAR).values());
    assertArrayEquals(new float[] {0, 25, 75, 100}, row.resized(4, 1, Sampling.SMOOTH).values());
  }

  @Test
  void averagesWhatShrinksOnlyIfSmooth() {
    Plane row = new Plane(6, 1, new float[] {0, 64, 0, 0, 64, 0});
    assertArrayEquals(new float[] {64, 64}, row.resized(2, 1, Sampling.BILINEAR).values());
    // The weights of pixels 0 to 3 are 2/3, 1, 2/3 and 1/3 by 8/3: 64 * 3/8.
    assertArrayEquals(new float[] {24, 24}, row.resized(2, 1, Sampling.SMOOTH).values());
  }

  @Test
  void interpolatesBothWaysAsTheFormulaSays() {
    Random random = new Random(1);
    int width = 13;
    int height = 7;
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    float[] resized = new Plane(width, height, values).resized(5, 9, Sampling.BILINEAR).values();
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 5; x++) {
        double u = Math.max(0, Math.min(width - 1, (x + 0.5) * width / 5 - 0.5));
        double v = Math.max(0, Math.min(height - 1, (y + 0.5) * height / 9 - 0.5));
        assertEquals(mixed(values, width, height, u, v), resized[y * 5 + x], 0.5 + 1e-6);
      }
    }
  }

  @Test
  void takesTheCentre() {
    Plane plane = new Plane(4, 3, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    assertArrayEquals(new float[] {5, 6}, plane.centre(2, 1).values());
  }

  @Test
  void fitsTheShorterSideThenCrops() {
    Plane wide = new Plane(400, 200, new float[400 * 200]);
    assertEquals(224, Fit.shorterSide(256).apply(wide, 224, 224, Sampling.SMOOTH).width());
    assertEquals(224, Fit.coverThenCrop(1).apply(wide, 224, 224, Sampling.SMOOTH).height());
    assertThrows(
        IllegalArgumentException.class,
        () -> Fit.shorterSide(100).apply(wide, 224, 224, Sampling.SMOOTH));
    assertThrows(
        IllegalArgumentException.class,
        () -> Fit.shorterSide(99_999).apply(wide, 224, 224, Sampling.SMOOTH));
  }

  private static double mixed(float[] values, int width, int height, double u, double v) {
    int x = (int) u;
    int y = (int) v;
    int right = Math.min(x + 1, width - 1);
    int below = Math.min(y + 1, height - 1);
    double top = values[y * width + x] * (1 - (u - x)) + values[y * width + right] * (u - x);
    double bottom =
        values[below * width + x] * (1 - (u - x)) + values[below * width + right] * (u - x);
    return top * (1 - (v - y)) + bottom * (v - y);
  }
}
