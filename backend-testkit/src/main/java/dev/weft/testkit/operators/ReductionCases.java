package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sums, means, extrema and norms over axes. */
final class ReductionCases {
  private static final List<String> KINDS =
      List.of("sum", "mean", "prod", "nansum", "nanprod", "max", "min");

  private ReductionCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(saved(), drawn(), norms(), names(), types(), ends()).flatMap(part -> part);
  }

  private static OperatorCase of(String kind, int... shape) {
    OperatorCase made =
        OperatorCase.of(kind)
            .input("data", kind.endsWith("prod") ? Fill.uniform(0.9, 1.1) : Fill.normal(), shape);
    return kind.startsWith("m") && !kind.equals("mean") ? made.exact() : made;
  }

  private static Stream<OperatorCase> saved() {
    return Stream.of(
        of("max", 2, 5, 3, 4).with("axis", "(1,)").with("keepdims", 1),
        of("mean", 2, 5, 3, 4).with("axis", "(1,)").with("keepdims", 1),
        of("mean", 2, 5, 3, 4).with("axis", 1),
        of("sum", 2, 5, 3).with("axis", 1).with("keepdims", true),
        of("sum", 2, 5, 3).with("axis", "[0, 2]"),
        of("sum", 2, 5, 3).with("axis", "(2, 0)"),
        of("mean", 2, 16, 7, 7).with("axis", "(2, 3)"),
        of("mean", 2, 5, 3).with("axis", "None"),
        of("sum", 2, 5, 3).with("axis", "()"),
        of("max", 1, 1, 1));
  }

  private static Stream<OperatorCase> drawn() {
    Choices choices = new Choices(9);
    return KINDS.stream()
        .flatMap(
            kind ->
                Choices.times(20)
                    .mapToObj(
                        number -> {
                          int rank = choices.between(1, 5);
                          OperatorCase made = of(kind, choices.sizes(rank, 1, 6));
                          int[] axes =
                              IntStream.range(0, rank)
                                  .filter(axis -> choices.coin())
                                  .map(axis -> choices.oneIn(4) ? axis - rank : axis)
                                  .toArray();
                          if (axes.length > 0) {
                            made = made.with("axis", Tuples.of(axes));
                            if (axes.length < rank) {
                              made = made.with("exclude", choices.oneIn(3));
                            }
                          }
                          return made.with("keepdims", choices.coin());
                        }));
  }

  private static Stream<OperatorCase> norms() {
    return Stream.of(1, 2)
        .flatMap(
            ord ->
                Stream.of("None", "0", "-1", "(0, 2)", "(1, 2)")
                    .flatMap(
                        axis ->
                            Stream.of(true, false)
                                .map(
                                    keep ->
                                        OperatorCase.of("norm")
                                            .with("ord", ord)
                                            .with("axis", axis)
                                            .with("keepdims", keep)
                                            .input("data", Fill.normal(), 3, 5, 4))));
  }

  private static Stream<OperatorCase> names() {
    return Stream.of("sum_axis", "max_axis", "min_axis")
        .map(
            name ->
                OperatorCase.of(name).with("axis", "(1,)").input("data", Fill.normal(), 3, 5, 4));
  }

  private static Stream<OperatorCase> types() {
    return Stream.concat(whole(), doubles());
  }

  /** Fractions that single precision does not hold. */
  private static Stream<OperatorCase> doubles() {
    return Stream.of("sum", "mean", "max", "min", "prod", "nansum", "norm")
        .flatMap(
            kind ->
                Stream.of("(1,)", "(2,)", "(0, 2)")
                    .map(
                        axes ->
                            OperatorCase.of(kind)
                                .with("axis", axes)
                                .input("data", DataType.FLOAT64, Fill.uniform(0.5, 1.5), 3, 5, 4)
                                .tolerance(1e-14)));
  }

  private static Stream<OperatorCase> whole() {
    return Stream.of(DataType.FLOAT64, DataType.INT32, DataType.INT64)
        .flatMap(
            type ->
                Stream.of("sum", "max", "min", "prod")
                    .map(
                        kind ->
                            OperatorCase.of(kind)
                                .with("axis", "(1,)")
                                .input("data", type, Fill.integers(-9, 9), 3, 5, 4)
                                .exact()));
  }

  /** One stray in a row; of several infinities libmxnet's norm and nansum are not numbers. */
  private static Stream<OperatorCase> ends() {
    double infinity = Double.POSITIVE_INFINITY;
    Fill strays = Fill.of(1, 2, Double.NaN, infinity, 3, 2, -1, -infinity, 2, 2, 5, 1);
    Fill numbers = Fill.of(1, 2, Double.NaN, 4, 3, 2, -1, Double.NaN, 2, 2, 5, 1);
    return Stream.concat(
            Stream.of("sum", "mean", "prod", "nanprod", "max", "min")
                .map(kind -> OperatorCase.of(kind).input("data", strays, 4, 3)),
            Stream.of("nansum", "norm")
                .map(kind -> OperatorCase.of(kind).input("data", numbers, 4, 3)))
        .flatMap(one -> Stream.of("(0,)", "(1,)").map(axes -> one.with("axis", axes)))
        .map(OperatorCase::notFinite);
  }
}
