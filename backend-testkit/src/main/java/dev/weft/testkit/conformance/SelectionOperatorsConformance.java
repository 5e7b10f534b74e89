package dev.weft.testkit.conformance;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slices, borders and repetitions, held against the reference: every element exactly. */
public abstract class SelectionOperatorsConformance extends OperatorChecks {
  private static final List<DataType> TYPES =
      List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64);

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected SelectionOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void slicesAlongOneAxis() {
    check(of("slice_axis", "axis", "1", "begin", "1", "end", "3"), s(2, 5, 3));
    check(of("slice_axis", "axis", "-1", "begin", "-2", "end", "None"), s(2, 5, 3));
    check(of("slice_axis", "axis", "0", "begin", "0", "end", "-1"), s(4, 5));
    check(of("slice_axis", "axis", "2", "begin", "1", "end", "7"), s(1, 16, 9, 8));
  }

  @Test
  void slicesAlongSeveralAxes() {
    check(slice("(1,)", "(3,)"), s(4, 5));
    check(slice("(None, 1)", "(None, -1)"), s(4, 5, 2));
    check(slice("(0, -4, 1)", "(9, 5, None)"), s(4, 5, 3));
    check(slice("(0, 4)", "(4, None)", "step", "(2, -2)"), s(4, 5, 3));
    check(slice("(None, None)", "(None, None)", "step", "(-1, None)"), s(4, 5));
    check(slice("(-1,)", "(-4,)", "step", "(-1,)"), s(4, 5));
    check(of("crop", "begin", "(0, 1)", "end", "(1, 3)"), s(2, 4));
  }

  @Test
  void slicesLikeAnotherInput() {
    check(of("slice_like"), s(4, 5, 6), s(2, 3, 4));
    check(of("slice_like", "axes", "(1, -1)"), s(4, 5, 6), s(9, 3, 4));
  }

  @Test
  void crops() {
    Shape image = s(2, 3, 8, 9);
    single(of("Crop", "num_args", "2"), image, s(1, 1, 4, 5));
    single(of("Crop", "num_args", "2", "offset", "(2, 3)"), image, s(1, 1, 4, 5));
    single(of("Crop", "num_args", "2", "center_crop", "True"), image, s(1, 1, 5, 4));
    single(of("Crop", "num_args", "1", "h_w", "(4, 5)", "offset", "(1, 2)"), image);
    single(of("Crop", "num_args", "1", "h_w", "(3, 4)", "center_crop", "True"), image);
    single(of("Crop", "num_args", "2"), image, image);
  }

  @Test
  void pads() {
    for (String mode : List.of("constant", "edge", "reflect")) {
      single(pad(mode, "(0, 0, 0, 0, 1, 2, 3, 0)"), s(2, 3, 4, 5));
      single(pad(mode, "(0, 0, 0, 0, 0, 0, 0, 0)"), s(2, 3, 4, 5));
      single(pad(mode, "(0, 0, 0, 0, 1, 2, 2, 1, 3, 1)"), s(2, 2, 3, 4, 5));
    }
    single(pad("constant", "(0, 0, 0, 0, 1, 1, 1, 1)", "constant_value", "-inf"), s(1, 2, 3, 3));
    single(pad("constant", "(0, 0, 0, 0, 1, 1, 1, 1)", "constant_value", "2.5"), s(1, 2, 3, 3));
  }

  @Test
  void reverses() {
    check(of("reverse", "axis", "0"), s(4, 5));
    check(of("flip", "axis", "(1, 2)"), s(2, 3, 4));
  }

  @Test
  void repeats() {
    check(of("repeat", "repeats", "2"), s(2, 3));
    check(of("repeat", "repeats", "3", "axis", "1"), s(2, 3, 4));
    check(of("repeat", "repeats", "2", "axis", "-1"), s(2, 3));
    check(of("tile", "reps", "(2, 3)"), s(2, 3));
    check(of("tile", "reps", "(2,)"), s(2, 3));
    check(of("tile", "reps", "(2, 1, 3)"), s(2, 3));
  }

  @Test
  void broadcasts() {
    check(of("broadcast_axis", "axis", "(0, 2)", "size", "(2, 3)"), s(1, 4, 1));
    check(of("broadcast_axes", "axis", "1", "size", "3"), s(2, 1));
    check(of("broadcast_to", "shape", "(2, 0, 4)"), s(1, 3, 1));
    check(of("broadcast_like"), s(1, 3, 1), s(2, 3, 4));
    check(
        of("broadcast_like", "lhs_axes", "(0, 2)", "rhs_axes", "(1, -1)"), s(1, 3, 1), s(2, 5, 4));
  }

  private OperatorCheck slice(String begin, String end, String... more) {
    return with("slice", List.of("begin", begin, "end", end), more);
  }

  private OperatorCheck pad(String mode, String widths, String... more) {
    return with("Pad", List.of("mode", mode, "pad_width", widths), more);
  }

  private OperatorCheck with(String operator, List<String> attributes, String... more) {
    List<String> all = new ArrayList<>(attributes);
    all.addAll(List.of(more));
    return of(operator, all.toArray(String[]::new));
  }

  private void single(OperatorCheck operator, Shape... shapes) {
    operator.check(0, shapes);
  }

  private void check(OperatorCheck operator, Shape... shapes) {
    TYPES.forEach(type -> operator.check(0, type, shapes));
  }
}
