package dev.weft.testkit.operators;

import java.util.List;
import java.util.stream.Stream;

/** Operators that order elements. */
final class SortingCases {

  private SortingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(extrema(), topK(), sorts()).flatMap(part -> part).map(OperatorCase::exact);
  }

  private static Stream<OperatorCase> extrema() {
    Stream<OperatorCase> along =
        Stream.of("argmax", "argmin")
            .flatMap(
                name ->
                    Stream.of("0", "1", "2", "-1", "None")
                        .flatMap(
                            axis ->
                                Stream.of(true, false)
                                    .map(
                                        keep ->
                                            OperatorCase.of(name)
                                                .with("axis", axis)
                                                .with("keepdims", keep)
                                                .input("data", Fill.distinct(), 3, 5, 4))));
    Stream<OperatorCase> ties =
        Stream.of("argmax", "argmin")
            .map(
                name ->
                    OperatorCase.of(name)
                        .with("axis", 1)
                        .input("data", Fill.integers(-2, 2), 6, 9));
    Stream<OperatorCase> channels =
        Stream.of(new int[] {3, 7}, new int[] {2, 5, 4}, new int[] {1, 3, 2, 2})
            .map(
                shape ->
                    OperatorCase.of("argmax_channel")
                        .input("data", Fill.distinct(), shape)
                        .behindBlockGrad());
    Stream<OperatorCase> strays =
        Stream.of("argmax", "argmin")
            .flatMap(
                name ->
                    Stream.of(0, 1)
                        .map(
                            axis ->
                                OperatorCase.of(name)
                                    .with("axis", axis)
                                    .input("data", Fill.of(4, 1, Double.NaN, 9, 3, -2, 5), 5, 6)));
    return Stream.of(along, ties, channels, strays).flatMap(part -> part);
  }

  private static Stream<OperatorCase> topK() {
    Choices choices = new Choices(16);
    Stream<OperatorCase> drawn =
        Stream.of("indices", "value", "both", "mask")
            .flatMap(
                kind ->
                    Choices.times(12)
                        .mapToObj(
                            number -> {
                              int rank = choices.between(1, 4);
                              int[] shape = choices.sizes(rank, 1, 7);
                              int axis = choices.between(-rank, rank - 1);
                              int size = shape[axis < 0 ? axis + rank : axis];
                              OperatorCase made =
                                  OperatorCase.of("topk")
                                      .with("axis", axis)
                                      .with("k", choices.between(1, size))
                                      .with("ret_typ", kind)
                                      .with("is_ascend", choices.coin())
                                      .outputs(kind.equals("both") ? 2 : 1)
                                      .input("data", Fill.distinct(), shape);
                              return kind.equals("mask") || choices.coin()
                                  ? made
                                  : made.with("dtype", choices.of("int32", "int64", "float32"));
                            }));
    Stream<OperatorCase> fixed =
        Stream.of(
            OperatorCase.of("topk").input("data", Fill.distinct(), 3, 8),
            OperatorCase.of("topk")
                .with("axis", "None")
                .with("k", 5)
                .input("data", Fill.distinct(), 3, 8),
            OperatorCase.of("topk")
                .with("k", 3)
                .with("ret_typ", "value")
                .input("data", Fill.distinct(), 2, 100));
    return Stream.concat(drawn, fixed);
  }

  private static Stream<OperatorCase> sorts() {
    List<String> axes = List.of("0", "1", "2", "-1", "None");
    return Stream.of("argsort", "sort")
        .flatMap(
            name ->
                Stream.of(true, false)
                    .flatMap(
                        ascending ->
                            Stream.concat(
                                axes.stream()
                                    .map(
                                        axis ->
                                            OperatorCase.of(name)
                                                .with("axis", axis)
                                                .with("is_ascend", ascending)
                                                .input("data", Fill.distinct(), 3, 5, 4)),
                                Stream.of(
                                    OperatorCase.of(name)
                                        .with("is_ascend", ascending)
                                        .input("data", Fill.integers(-3, 3), 4, 9)
                                        .behindBlockGrad(),
                                    OperatorCase.of(name)
                                        .with("is_ascend", ascending)
                                        .with("axis", 1)
                                        .input("data", Fill.distinct(), 1, 37)))));
  }
}
