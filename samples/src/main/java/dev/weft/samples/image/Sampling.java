package dev.weft.samples.image;

import java.util.Arrays;
import java.util.Locale;

/** How a picture is resized. Pixels are squares: the centre of the first one is at 0.5. */
public enum Sampling {
  /**
   * Linear interpolation between the two nearest pixels each way, as OpenCV's {@code INTER_LINEAR}.
   */
  BILINEAR,
  /**
   * As {@link #BILINEAR}, but a picture that shrinks is averaged over all its pixels, as Pillow
   * does.
   */
  SMOOTH;

  /** Returns, for each of {@code newSize} values, which of {@code size} values make it up. */
  Taps[] taps(int size, int newSize) {
    double scale = (double) size / newSize;
    double support = this == SMOOTH ? Math.max(1, scale) : 1;
    Taps[] taps = new Taps[newSize];
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      int first = Math.max(0, (int) Math.ceil(centre - support));
      int last = Math.min(size - 1, (int) Math.floor(centre + support));
      double[] weights = new double[last - first + 1];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = Math.max(0, 1 - Math.abs(first + j - centre) / support);
      }
      double sum = Arrays.stream(weights).sum();
      taps[i] = new Taps(first, Arrays.stream(weights).map(weight -> weight / sum).toArray());
    }
    return taps;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
