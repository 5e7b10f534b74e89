package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.stream.Stream;

/** Parts of arrays. */
final class SlicingCases {

  private SlicingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(slice(), axis(), like(), channels(), crop())
        .flatMap(part -> part)
        .map(OperatorCase::exact);
  }

  private static OperatorCase slice(String begin, String end, String step, int... shape) {
    OperatorCase made =
        OperatorCase.of("slice")
            .with("begin", begin)
            .with("end", end)
            .input("data", Fill.normal(), shape);
    return step.isEmpty() ? made : made.with("step", step);
  }

  private static Stream<OperatorCase> slice() {
    Stream<OperatorCase> saved =
        Stream.of(
            slice("(None, None, 2, 2)", "(None, None, -2, -2)", "", 2, 3, 7, 9),
            slice("(None, None, 20, 20)", "(None, None, -20, -20)", "", 1, 2, 43, 41),
            slice("(0, 1)", "(2, 3)", "", 2, 3, 4),
            slice("(1,)", "(None,)", "", 5),
            slice("(None, 4)", "(None, 0)", "(None, -1)", 2, 5),
            slice("(None, None)", "(None, None)", "(-1, -2)", 3, 5),
            slice("(-1, -3)", "(None, -1)", "(1, 1)", 3, 5),
            slice("(0, 0, 1)", "(5, 2, 5)", "(2, 1, 3)", 5, 2, 5),
            slice("(0, 1)", "(9, 9)", "", 2, 3),
            slice("1", "3", "", 4, 2),
            slice("(0, 1)", "(2, 3)", "", 2, 3, 4).named("crop"),
            OperatorCase.of("slice")
                .with("begin", "(1,)")
                .with("end", "(3,)")
                .input("data", DataType.INT64, Fill.integers(-99, 99), 4, 2));
    Choices choices = new Choices(11);
    Stream<OperatorCase> drawn =
        Choices.times(25)
            .mapToObj(
                number -> {
                  int rank = choices.between(1, 5);
                  int[] shape = choices.sizes(rank, 1, 6);
                  int[] begin = new int[rank];
                  int[] end = new int[rank];
                  int[] step = new int[rank];
                  for (int i = 0; i < rank; i++) {
                    int low = choices.between(0, shape[i] - 1);
                    int high = choices.between(low, shape[i] - 1);
                    boolean back = low > 0 && choices.oneIn(3);
                    begin[i] = back ? high : low;
                    end[i] = back ? low - 1 : high + 1;
                    step[i] = (back ? -1 : 1) * choices.of(1, 1, 2, 3);
                  }
                  return slice(Tuples.of(begin), Tuples.of(end), Tuples.of(step), shape);
                });
    return Stream.concat(saved, drawn);
  }

  private static OperatorCase axis(int axis, Object begin, Object end, int... shape) {
    return OperatorCase.of("slice_axis")
        .with("axis", axis)
        .with("begin", begin)
        .with("end", end)
        .input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> axis() {
    return Stream.of(
        axis(-1, 0, 1, 2, 3, 5),
        axis(-1, 4, "None", 2, 3, 5),
        axis(1, 2, 3, 2, 5, 3),
        axis(2, 13, 25, 1, 4, 26),
        axis(0, 0, 1, 3, 4),
        axis(1, -3, -1, 2, 5),
        axis(1, -2, "None", 2, 5, 2, 2),
        axis(-2, 0, 16, 2, 16, 3),
        axis(0, 1, 2, 3),
        OperatorCase.of("slice_axis")
            .with("axis", 1)
            .with("begin", 0)
            .with("end", 2)
            .input("data", DataType.INT32, Fill.integers(-99, 99), 2, 3));
  }

  private static OperatorCase like(String axes, int[] shape, int... other) {
    OperatorCase made =
        OperatorCase.of("slice_like")
            .input("data", Fill.normal(), shape)
            .input("shape_like", Fill.normal(), other);
    return axes.isEmpty() ? made : made.with("axes", axes);
  }

  private static Stream<OperatorCase> like() {
    return Stream.of(
        like("(2, 3)", new int[] {1, 3, 9, 8}, 1, 5, 7, 8),
        like("(2, 3)", new int[] {1, 1, 16, 16, 2}, 1, 8, 5, 4),
        like("", new int[] {3, 5, 4}, 2, 5, 1),
        like("(0,)", new int[] {3, 5}, 1, 9),
        like("(-1,)", new int[] {3, 5}, 7, 2),
        like("(-1, 0)", new int[] {3, 5, 4}, 2, 9, 3));
  }

  private static OperatorCase split(String name, int outputs, int axis, int... shape) {
    return OperatorCase.of(name)
        .with("num_outputs", outputs)
        .with("axis", axis)
        .outputs(outputs)
        .input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> channels() {
    Stream<OperatorCase> equal =
        Stream.of("SliceChannel", "split")
            .flatMap(
                name ->
                    Stream.of(
                        split(name, 3, 1, 2, 9, 4),
                        split(name, 4, 1, 2, 8, 3, 3),
                        split(name, 2, -1, 3, 6),
                        split(name, 1, 1, 3, 6),
                        split(name, 3, 0, 3, 2).with("squeeze_axis", false),
                        split(name, 5, 2, 2, 3, 5, 2).with("squeeze_axis", true),
                        split(name, 5, -1, 2, 3, 5).with("squeeze_axis", 1),
                        split(name, 8, 1, 1, 8).with("squeeze_axis", true),
                        split(name, 2, 3, 2, 3, 5, 4)));
    Stream<OperatorCase> parts =
        Stream.of(
            OperatorCase.of("_split_v2")
                .with("indices", "(0, 2, 3)")
                .with("axis", 1)
                .outputs(3)
                .input("data", Fill.normal(), 2, 5, 3),
            OperatorCase.of("_split_v2")
                .with("indices", "()")
                .with("sections", 3)
                .with("axis", 0)
                .outputs(3)
                .input("data", Fill.normal(), 6, 2),
            OperatorCase.of("_split_v2")
                .with("indices", "()")
                .with("sections", 3)
                .with("axis", -1)
                .outputs(3)
                .input("data", Fill.normal(), 2, 8),
            OperatorCase.of("_split_v2")
                .with("indices", "(0, 1, 2)")
                .with("axis", 1)
                .with("squeeze_axis", true)
                .outputs(3)
                .input("data", Fill.normal(), 2, 3, 4));
    return Stream.concat(equal, parts);
  }

  private static Stream<OperatorCase> crop() {
    Stream<OperatorCase> pairs =
        Stream.of("", "offset=(1, 2)", "center_crop=True", "offset=(5,5)")
            .map(
                how -> {
                  OperatorCase made =
                      OperatorCase.of("Crop")
                          .with("num_args", 2)
                          .input("arg0", Fill.normal(), 2, 3, 11, 12)
                          .input("arg1", Fill.normal(), 2, 5, 6, 7);
                  return how.isEmpty()
                      ? made
                      : made.with(how.split("=", 2)[0], how.split("=", 2)[1]);
                });
    Stream<OperatorCase> alone =
        Stream.of("(4, 5)", "(9,9)")
            .flatMap(
                size ->
                    Stream.of(false, true)
                        .map(
                            center ->
                                OperatorCase.of("Crop")
                                    .with("num_args", 1)
                                    .with("h_w", size)
                                    .with("center_crop", center)
                                    .input("data", Fill.normal(), 1, 2, 9, 11)));
    return Stream.concat(pairs, alone);
  }
}
