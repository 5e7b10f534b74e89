package dev.weft.testkit.conformance;

import dev.weft.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that make images of another size, held against the reference. */
public abstract class ResizeOperatorsConformance extends OperatorChecks {
  private static final double TOLERANCE = 1e-4;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected ResizeOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void enlargesByRepeatingPixels() {
    for (String scale : List.of("1", "2", "3", "4", "8")) {
      of("UpSampling", "scale", scale, "sample_type", "nearest", "num_args", "1")
          .check(0, s(2, 5, 3, 4));
      of("UpSampling", "scale", scale, "sample_type", "nearest", "num_args", "1")
          .check(0, s(1, 16, 7, 5));
    }
    for (String mode : List.of("concat", "sum")) {
      of(
              "UpSampling",
              "scale",
              "4",
              "sample_type",
              "nearest",
              "num_args",
              "3",
              "multi_input_mode",
              mode)
          .check(TOLERANCE, s(2, 3, 2, 3), s(2, 3, 4, 6), s(2, 3, 8, 12));
    }
  }

  @Test
  void enlargesByWeights() {
    for (String scale : List.of("2", "3")) {
      int kernel = scale.equals("2") ? 4 : 5;
      of(
              "UpSampling",
              "scale",
              scale,
              "sample_type",
              "bilinear",
              "num_args",
              "2",
              "num_filter",
              "3")
          .check(TOLERANCE, s(2, 3, 4, 5), s(3, 1, kernel, kernel));
    }
  }

  @Test
  void interpolatesToSizes() {
    for (String aligned : List.of("True", "False")) {
      resize(s(2, 3, 4, 5), "height", "7", "width", "9", "align_corners", aligned);
      resize(s(1, 2, 8, 9), "height", "3", "width", "4", "align_corners", aligned);
      resize(s(1, 2, 8, 9), "height", "1", "width", "9", "align_corners", aligned);
      resize(s(1, 2, 8, 9), "height", "8", "width", "9", "align_corners", aligned);
      resize(s(1, 2, 8, 9), "height", "8", "width", "5", "align_corners", aligned);
      resize(s(1, 2, 1, 1), "height", "3", "width", "2", "align_corners", aligned);
    }
  }

  @Test
  void interpolatesByScales() {
    resize(s(1, 2, 5, 6), "scale_height", "1.5", "scale_width", "2.2");
    for (String scale : List.of("2.0", "0.5", "1.7")) {
      resize(s(1, 2, 5, 8), "mode", "odd_scale", "scale_height", scale, "scale_width", scale);
    }
    for (String mode : List.of("to_even_down", "to_even_up", "to_odd_down", "to_odd_up")) {
      resize(s(1, 2, 5, 6), "mode", mode);
    }
  }

  @Test
  void interpolatesLikeAnotherInput() {
    of("_contrib_BilinearResize2D", "mode", "like").check(TOLERANCE, s(1, 2, 5, 6), s(1, 1, 7, 11));
  }

  @Test
  void averagesAdaptively() {
    for (String size : List.of("()", "1", "(1,)", "3", "(2, 5)", "(7, 7)", "(9, 11)")) {
      of("_contrib_AdaptiveAvgPooling2D", "output_size", size).check(TOLERANCE, s(2, 3, 7, 8));
    }
    of("_contrib_AdaptiveAvgPooling2D").check(TOLERANCE, s(2, 3, 7, 8));
  }

  private void resize(Shape data, String... attributes) {
    of("_contrib_BilinearResize2D", attributes).check(TOLERANCE, data);
  }
}
