package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Operators that keep elements and change dimensions. */
final class ReshapeCases {

  private ReshapeCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(codes(), old(), reshapeLike(), flatten(), transpose(), dimensions(), blocks())
        .flatMap(part -> part)
        .map(OperatorCase::exact);
  }

  private static OperatorCase reshape(String target, int... shape) {
    return OperatorCase.of("Reshape").with("shape", target).input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> codes() {
    Stream<OperatorCase> forwards =
        Stream.of(
            reshape("(1, -1, 1, 1)", 6),
            reshape("(0, 0, -3, -3)", 2, 3, 4, 5, 6, 7),
            reshape("(0, -4, -1, 4, 0, 0)", 2, 12, 3, 5),
            reshape("(0, 0, -4, 2, 2, 0, 0)", 1, 3, 4, 5, 2),
            reshape("(0, 0, -4, 2, -1, 0, 0)", 1, 3, 6, 5, 2),
            reshape("(-1, 0, 0)", 4, 3, 5),
            reshape("(0, 0, -1)", 2, 3, 4, 5),
            reshape("(1, -1)", 2, 3, 4),
            reshape("(0, 0, 12, -1)", 2, 3, 24),
            reshape("(0, -1)", 2, 3, 4, 5),
            reshape("(-1,)", 2, 3, 4),
            reshape("-1", 2, 3),
            reshape("(0, -2)", 2, 3, 4, 5),
            reshape("(-2,)", 2, 3, 4),
            reshape("(-2, 1, 1)", 2, 3),
            reshape("(-3, 0)", 2, 3, 4),
            reshape("(-3, -2)", 2, 3, 4, 5),
            reshape("(0, -3, 0)", 2, 3, 1, 5),
            reshape("(-4, 2, 3, 0)", 6, 5),
            reshape("(-4, -1, 3, -2)", 6, 5, 2),
            reshape("(0, -4, 1, -1)", 3, 4),
            reshape("(-3, -3)", 2, 3, 4, 5),
            reshape("(0, 0, -1, 2)", 2, 3, 8),
            reshape("(3, -1, 4)", 2, 6, 4),
            reshape("(24,)", 2, 3, 4),
            reshape("[2,3,4]", 24),
            reshape("(1, 1, 1)", 1),
            reshape("(0, 0, 0)", 2, 3, 4));
    Stream<OperatorCase> backwards =
        Stream.of(
                reshape("(1, -1, 4)", 2, 6, 4),
                reshape("(-1, 0)", 10, 5, 4),
                reshape("(-1, 0, 0)", 2, 3, 4),
                reshape("(0, -1, 0)", 6, 2, 3, 5),
                reshape("(0, -3)", 2, 3, 4),
                reshape("(2, -1, -4, 0)", 6, 5),
                reshape("(-1, 4, 0)", 2, 8, 3))
            .map(one -> one.with("reverse", true));
    Stream<OperatorCase> small =
        Stream.of(reshape("(0, -1)", 2, 3, 4).named("reshape"), reshape("(0, -1)", 2, 3, 4));
    Stream<OperatorCase> whole =
        Stream.of(DataType.INT32, DataType.UINT8, DataType.FLOAT64)
            .map(
                type ->
                    OperatorCase.of("Reshape")
                        .with("shape", "(0, -1)")
                        .input("data", type, Fill.integers(0, 99), 2, 3, 4));
    return Stream.of(forwards, backwards, small, whole).flatMap(part -> part);
  }

  private static Stream<OperatorCase> old() {
    return Stream.of(
            new String[] {"(0,33,5,12)", "False", "2 33 60"},
            new String[] {"(0, 12)", "False", "2 3 4"},
            new String[] {"(5, 0, 2)", "False", "2 5 3"},
            new String[] {"(6, 20)", "False", "2 3 4 5"},
            new String[] {"(0, 20)", "True", "6 4 5"},
            new String[] {"(6, 0)", "False", "2 3 4"})
        .map(
            row ->
                OperatorCase.of("Reshape")
                    .with("target_shape", row[0])
                    .with("keep_highest", row[1])
                    .input(
                        "data",
                        Fill.normal(),
                        Stream.of(row[2].split(" ")).mapToInt(Integer::parseInt).toArray()));
  }

  private static Stream<OperatorCase> reshapeLike() {
    OperatorCase parts =
        OperatorCase.of("reshape_like")
            .input("lhs", Fill.normal(), 30, 7)
            .input("rhs", Fill.normal(), 2, 15, 7)
            .with("lhs_begin", 0)
            .with("lhs_end", 1)
            .with("rhs_begin", 0)
            .with("rhs_end", 2);
    return Stream.of(
        OperatorCase.of("reshape_like")
            .input("lhs", Fill.normal(), 2, 3, 4)
            .input("rhs", Fill.normal(), 6, 4),
        OperatorCase.of("reshape_like")
            .input("lhs", Fill.normal(), 12)
            .input("rhs", Fill.normal(), 1, 3, 4, 1),
        parts,
        OperatorCase.of("reshape_like")
            .input("lhs", Fill.normal(), 2, 3, 4, 5)
            .input("rhs", Fill.normal(), 9, 6, 2, 2, 9)
            .with("lhs_begin", -4)
            .with("lhs_end", -1)
            .with("rhs_begin", 1)
            .with("rhs_end", -1));
  }

  private static Stream<OperatorCase> flatten() {
    return Stream.of("Flatten", "flatten")
        .flatMap(
            name ->
                Stream.of(
                        new int[] {2, 3},
                        new int[] {2, 3, 4},
                        new int[] {1, 8, 1, 1},
                        new int[] {3, 2, 3, 2, 2},
                        new int[] {4})
                    .map(shape -> OperatorCase.of(name).input("data", Fill.normal(), shape)));
  }

  private static Stream<OperatorCase> transpose() {
    Stream<OperatorCase> saved =
        Stream.of(
            transpose("(0, 1, 4, 2, 5, 3)", 2, 3, 4, 5, 2, 3),
            transpose("(0, 2, 3, 1)", 2, 3, 4, 5),
            transpose("(0, 2, 1, 3)", 2, 5, 3, 4),
            transpose("(0, 2, 1)", 2, 3, 4),
            transpose("(1, 0, 2)", 5, 1, 4),
            transpose("(3, 0, 1, 2)", 2, 3, 4, 5),
            transpose("(1, 0, 2, 3, 4)", 2, 3, 4, 2, 3),
            transpose("[0, 2, 3, 1]", 1, 16, 7, 9),
            transpose("()", 2, 3, 4),
            transpose("(1, 0)", 17, 33));
    Choices choices = new Choices(10);
    Stream<OperatorCase> drawn =
        Choices.times(25)
            .mapToObj(
                number -> {
                  int rank = choices.between(1, 6);
                  return transpose(Tuples.of(choices.permutation(rank)), choices.sizes(rank, 1, 5));
                });
    Stream<OperatorCase> others =
        Stream.of(
            OperatorCase.of("transpose").input("data", Fill.normal(), 3, 4, 5),
            OperatorCase.of("transpose")
                .with("axes", "(0, 2, 1)")
                .input("data", DataType.INT32, Fill.integers(-99, 99), 2, 3, 4),
            OperatorCase.of("transpose")
                .with("axes", "(0, 2, 1)")
                .input("data", DataType.UINT8, Fill.integers(0, 255), 2, 3, 4));
    Stream<OperatorCase> swaps =
        Stream.of("SwapAxis", "swapaxes")
            .flatMap(
                name ->
                    Stream.of(
                        swap(name, 1, 2, 2, 3, 4),
                        swap(name, 0, 2, 2, 3, 4),
                        swap(name, 2, 1, 2, 3, 4, 5),
                        swap(name, 0, 3, 2, 3, 4, 5),
                        swap(name, -1, 0, 2, 3, 4),
                        swap(name, 0, 1, 5, 1)));
    return Stream.of(saved, drawn, others, swaps).flatMap(part -> part);
  }

  private static OperatorCase transpose(String axes, int... shape) {
    return OperatorCase.of("transpose").with("axes", axes).input("data", Fill.normal(), shape);
  }

  private static OperatorCase swap(String name, int first, int second, int... shape) {
    return OperatorCase.of(name)
        .with("dim1", first)
        .with("dim2", second)
        .input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> dimensions() {
    Stream<OperatorCase> more =
        IntStream.rangeClosed(-3, 2)
            .mapToObj(
                axis ->
                    OperatorCase.of("expand_dims")
                        .with("axis", axis)
                        .input("data", Fill.normal(), 3, 4));
    Stream<OperatorCase> fewer =
        Stream.of(
            squeeze("-1", 2, 3, 1),
            squeeze("(2, 3, 4)", 2, 3, 1, 1, 1),
            squeeze("0", 1, 3, 1),
            squeeze("(0, -1)", 1, 3, 1),
            squeeze("None", 1, 3, 1, 4),
            squeeze("()", 1, 3, 1),
            OperatorCase.of("squeeze").input("data", Fill.normal(), 1, 3, 1, 4));
    return Stream.concat(more, fewer);
  }

  private static OperatorCase squeeze(String axis, int... shape) {
    return OperatorCase.of("squeeze").with("axis", axis).input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> blocks() {
    return Stream.of(2, 3, 4)
        .flatMap(
            size ->
                Stream.of(
                    OperatorCase.of("depth_to_space")
                        .with("block_size", size)
                        .input("data", Fill.normal(), 2, 3 * size * size, 3, 2),
                    OperatorCase.of("depth_to_space")
                        .with("block_size", size)
                        .input("data", Fill.normal(), 1, size * size, 1, 5),
                    OperatorCase.of("space_to_depth")
                        .with("block_size", size)
                        .input("data", Fill.normal(), 2, 3, 2 * size, 3 * size)));
  }
}
