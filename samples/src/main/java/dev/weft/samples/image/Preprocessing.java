package dev.weft.samples.image;

import dev.weft.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is done to a picture before a model sees it: fit, channels, then {@code (value * scale -
 * mean) / std} for values from 0 to 255; the tensor's shape is (1, channels, height, width).
 * Immutable.
 *
 * @param height rows that the model wants
 * @param width columns that the model wants
 * @param fit how the picture is brought to that size
 * @param sampling how it is resized
 * @param channels which channels, in which order
 * @param scale factor before the mean is taken off
 * @param mean one for all channels, or one for each, in their order
 * @param std one for all channels, or one for each, in their order
 */
public record Preprocessing(
    int height,
    int width,
    Fit fit,
    Sampling sampling,
    Channels channels,
    double scale,
    List<Double> mean,
    List<Double> std) {
  private static final int MAX_SIDE = 16_384;

  /**
   * Copies the lists.
   *
   * @param height rows that the model wants
   * @param width columns that the model wants
   * @param fit how the picture is brought to that size
   * @param sampling how it is resized
   * @param channels which channels, in which order
   * @param scale factor before the mean is taken off
   * @param mean one for all channels, or one for each, in their order
   * @param std one for all channels, or one for each, in their order
   * @throws IllegalArgumentException if a size is out of range, a list fits the channels not, or a
   *     divisor is 0
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
      throw new IllegalArgumentException(
          "size " + height + "x" + width + ", expected 1x1 to " + MAX_SIDE + "x" + MAX_SIDE);
    }
    requireCount("mean", mean, channels);
    requireCount("std", std, channels);
    if (std.contains(0.0)) {
      throw new IllegalArgumentException(
          "std " + std + " holds a zero, by which nothing can be divided");
    }
  }

  /**
   * {@return the model's input for a picture}
   *
   * @param picture the picture
   * @throws IllegalArgumentException if the fit makes the picture smaller than the part wanted of
   *     it
   */
  public Tensor apply(Picture picture) {
    int count = height * width;
    float[] input = new float[channels.count() * count];
    for (int c = 0; c < channels.count(); c++) {
      Plane plane = picture.plane(channels.order().get(c));
      float[] values = fit.apply(plane, width, height, sampling).values();
      double shift = of(mean, c);
      double divisor = of(std, c);
      for (int i = 0; i < count; i++) {
        input[c * count + i] = (float) ((values[i] * scale - shift) / divisor);
      }
    }
    return Tensor.of(input, 1, channels.count(), height, width);
  }

  private static double of(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel);
  }

  private static void requireCount(String name, List<Double> values, Channels channels) {
    if (values.size() != 1 && values.size() != channels.count()) {
      throw new IllegalArgumentException(
          name
              + " "
              + values
              + " has "
              + values.size()
              + " values, expected 1, or "
              + channels.count()
              + " for the channels "
              + channels);
    }
  }

  /** Returns all of it on one line. */
  @Override
  public String toString() {
    return height
        + "x"
        + width
        + " "
        + channels
        + ", "
        + fit
        + " ("
        + sampling
        + "), (value * "
        + String.format(java.util.Locale.ROOT, "%.6g", scale)
        + " - "
        + text(mean)
        + ") / "
        + text(std);
  }

  private static String text(List<Double> values) {
    return values.size() == 1
        ? values.get(0).toString()
        : values.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
