package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Operators that join, repeat, pad and turn arrays. */
final class JoiningCases {

  private JoiningCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(concat(), stack(), tile(), repeat(), pad(), reverse(), broadcast())
        .flatMap(part -> part)
        .map(OperatorCase::exact);
  }

  private static Stream<OperatorCase> concat() {
    Choices choices = new Choices(12);
    Stream<OperatorCase> drawn =
        Choices.times(40)
            .mapToObj(
                number -> {
                  int rank = choices.between(1, 5);
                  int count = choices.of(1, 2, 2, 3, 4, 7, 20);
                  int axis = choices.between(-rank, rank - 1);
                  int[] shape = choices.sizes(rank, 1, 5);
                  OperatorCase made =
                      OperatorCase.of(choices.of("Concat", "concat"))
                          .with("num_args", count)
                          .with("dim", axis);
                  for (int i = 0; i < count; i++) {
                    int place = axis < 0 ? axis + rank : axis;
                    made =
                        made.input(
                            "arg" + i,
                            Fill.normal(),
                            Shapes.with(shape, place, choices.between(1, 6)));
                  }
                  return made;
                });
    OperatorCase blocks =
        OperatorCase.of("Concat")
            .with("num_args", 3)
            .input("arg0", Fill.normal(), 2, 16, 5, 5)
            .input("arg1", Fill.normal(), 2, 32, 5, 5)
            .input("arg2", Fill.normal(), 2, 8, 5, 5);
    OperatorCase whole =
        OperatorCase.of("Concat")
            .with("num_args", 2)
            .with("dim", 0)
            .input("arg0", DataType.INT32, Fill.integers(-9, 9), 2, 3)
            .input("arg1", DataType.INT32, Fill.integers(-9, 9), 1, 3);
    OperatorCase vectors =
        OperatorCase.of("_rnn_param_concat")
            .with("num_args", 2)
            .with("dim", 0)
            .input("arg0", Fill.normal(), 7)
            .input("arg1", Fill.normal(), 5);
    return Stream.concat(drawn, Stream.of(blocks, whole, vectors));
  }

  private static Stream<OperatorCase> stack() {
    return Stream.of(1, 2, 3)
        .flatMap(
            count ->
                IntStream.rangeClosed(-3, 2)
                    .mapToObj(
                        axis -> {
                          OperatorCase made =
                              OperatorCase.of("stack").with("num_args", count).with("axis", axis);
                          for (int i = 0; i < count; i++) {
                            made = made.input("arg" + i, Fill.normal(), 3, 4);
                          }
                          return made;
                        }));
  }

  private static Stream<OperatorCase> tile() {
    return Stream.of(
        tile("(1, 1, 1, 1, 1)", 1, 2, 3, 2, 2),
        tile("(2,)", 3),
        tile("1", 2, 3),
        tile("(2, 3)", 2, 3),
        tile("(2, 1, 3)", 2, 3),
        tile("(2,)", 2, 3),
        tile("(1, 3, 2)", 2, 1, 4),
        tile("(5, 1)", 1, 7));
  }

  private static OperatorCase tile(String reps, int... shape) {
    return OperatorCase.of("tile").with("reps", reps).input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> repeat() {
    Stream<OperatorCase> along =
        Stream.of(-1, -2, 0, 1, 2)
            .flatMap(
                axis ->
                    Stream.of(1, 2, 4)
                        .map(
                            times ->
                                OperatorCase.of("repeat")
                                    .with("repeats", times)
                                    .with("axis", axis)
                                    .input("data", Fill.normal(), 2, 1, 3)));
    Stream<OperatorCase> flat =
        Stream.of(
            OperatorCase.of("repeat").with("repeats", 3).input("data", Fill.normal(), 2, 3),
            OperatorCase.of("repeat")
                .with("repeats", 2)
                .with("axis", "None")
                .input("data", Fill.normal(), 2, 3));
    return Stream.concat(along, flat);
  }

  private static Stream<OperatorCase> pad() {
    int[] image = {2, 3, 5, 7};
    int[] volume = {1, 2, 4, 5, 6};
    Stream<OperatorCase> drawn =
        Stream.of("constant", "edge", "reflect")
            .flatMap(
                mode ->
                    Stream.of(
                        pad(mode, "(0, 0, 0, 0, 1, 1, 1, 1)", image),
                        pad(mode, "(0, 0, 0, 0, 0, 0, 0, 0)", image),
                        pad(mode, "(0, 0, 0, 0, 2, 2, 2, 2)", image),
                        pad(mode, "(0, 0, 0, 0, 4, 4, 4, 4)", image),
                        pad(mode, "(0, 0, 0, 0, 0, 1, 0, 1)", image),
                        pad(mode, "(0, 0, 0, 0, 2, 2, 0, 0)", image),
                        pad(mode, "(0, 0, 0, 0, 0, 0, 3, 2)", image),
                        pad(mode, "(0,0,0,0,1,2,3,4)", 1, 1, 9, 6),
                        pad(mode, "(0, 0, 0, 0, 1, 1, 1, 1, 1, 1)", volume),
                        pad(mode, "(0, 0, 0, 0, 0, 2, 3, 1, 4, 0)", volume),
                        pad(mode, "(0, 0, 0, 0, 1, 1, 1, 1)", image).named("pad")));
    Stream<OperatorCase> values =
        Stream.of("0.0", "-2.5", "1")
            .map(
                value ->
                    pad("constant", "(0, 0, 0, 0, 1, 2, 3, 4)", image)
                        .with("constant_value", value));
    OperatorCase infinite =
        pad("constant", "(0, 0, 0, 0, 0, 1, 0, 1)", image)
            .with("constant_value", "-inf")
            .notFinite();
    return Stream.of(drawn, values, Stream.of(infinite)).flatMap(part -> part);
  }

  private static OperatorCase pad(String mode, String widths, int... shape) {
    return OperatorCase.of("Pad")
        .with("mode", mode)
        .with("pad_width", widths)
        .input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> reverse() {
    return Stream.of("reverse", "flip")
        .flatMap(
            name ->
                Stream.of("1", "(0,)", "(1, 2)", "(0, 1, 2)", "(2,)")
                    .map(
                        axis ->
                            OperatorCase.of(name)
                                .with("axis", axis)
                                .input("data", Fill.normal(), 3, 4, 5)));
  }

  private static Stream<OperatorCase> broadcast() {
    Stream<OperatorCase> to =
        Stream.of(
            OperatorCase.of("broadcast_to")
                .with("shape", "(2, 3, 4)")
                .input("data", Fill.normal(), 1, 3, 1),
            OperatorCase.of("broadcast_to")
                .with("shape", "(0, 0, 4)")
                .input("data", Fill.normal(), 2, 3, 1),
            OperatorCase.of("broadcast_to")
                .with("shape", "(5, 4)")
                .input("data", Fill.normal(), 1, 1));
    Stream<OperatorCase> like =
        Stream.of(
            OperatorCase.of("broadcast_like")
                .input("lhs", Fill.normal(), 1, 3, 1)
                .input("rhs", Fill.normal(), 2, 3, 4),
            OperatorCase.of("broadcast_like")
                .with("lhs_axes", "(1,)")
                .input("lhs", Fill.normal(), 1, 3, 1)
                .input("rhs", Fill.normal(), 2, 3, 4),
            OperatorCase.of("broadcast_like")
                .with("lhs_axes", "(1,)")
                .with("rhs_axes", "(-1,)")
                .input("lhs", Fill.normal(), 2, 1, 3)
                .input("rhs", Fill.normal(), 9, 5),
            OperatorCase.of("broadcast_like")
                .with("lhs_axes", "(0, 2)")
                .with("rhs_axes", "(1, 0)")
                .input("lhs", Fill.normal(), 1, 2, 1)
                .input("rhs", Fill.normal(), 4, 5));
    Stream<OperatorCase> along =
        Stream.of("broadcast_axis", "broadcast_axes")
            .flatMap(
                name ->
                    Stream.of(
                        OperatorCase.of(name)
                            .with("axis", 1)
                            .with("size", 12)
                            .input("data", Fill.normal(), 2, 1, 3),
                        OperatorCase.of(name)
                            .with("axis", "(0, 2)")
                            .with("size", "(2, 5)")
                            .input("data", Fill.normal(), 1, 3, 1),
                        OperatorCase.of(name)
                            .with("axis", "(0, 3)")
                            .with("size", "(4, 2)")
                            .input("data", Fill.normal(), 1, 3, 2, 1)));
    return Stream.of(to, like, along).flatMap(part -> part);
  }
}
