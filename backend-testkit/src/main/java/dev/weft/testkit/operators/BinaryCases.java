package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.List;
import java.util.stream.Stream;

/** Functions of two elements, and of one element and a number. */
final class BinaryCases {
  private static final List<int[][]> PAIRS =
      List.of(
          new int[][] {{2, 3, 5, 7}, {1, 3, 1, 1}},
          new int[][] {{2, 3, 5, 7}, {2, 1, 5, 1}},
          new int[][] {{1, 1, 5}, {4, 3, 1}},
          new int[][] {{3, 5}, {3, 5}},
          new int[][] {{3, 5}, {1, 1}},
          new int[][] {{1}, {6}},
          new int[][] {{2, 1, 3, 1, 2}, {1, 4, 1, 3, 2}});

  private static final Fill VALUES = Fill.normal(2);
  private static final Fill POSITIVE = Fill.uniform(0.5, 3);
  private static final Fill WHOLE = Fill.integers(-3, 3);

  private BinaryCases() {}

  static Stream<OperatorCase> elementwise() {
    Stream<OperatorCase> arithmetic =
        Stream.of(
                "elemwise_add",
                "_plus",
                "_Plus",
                "_add",
                "elemwise_sub",
                "_minus",
                "_Minus",
                "_sub",
                "elemwise_mul",
                "_mul",
                "_Mul",
                "elemwise_div",
                "_div",
                "_Div",
                "_maximum",
                "_Maximum",
                "_minimum",
                "_Minimum",
                "_hypot",
                "_Hypot")
            .flatMap(
                name ->
                    Shapes.FEW.stream()
                        .map(shape -> of(name, VALUES, divides(name) ? POSITIVE : VALUES, shape)));
    Stream<OperatorCase> powers =
        Stream.of("_power", "_Power")
            .flatMap(name -> Shapes.FEW.stream().map(shape -> of(name, POSITIVE, VALUES, shape)));
    Stream<OperatorCase> remainders =
        Stream.of("_mod", "_Mod")
            .flatMap(
                name ->
                    Shapes.FEW.stream()
                        .map(
                            shape ->
                                of(name, Fill.integers(-20, 20), Fill.of(3, -4, 7, -2), shape)));
    Stream<OperatorCase> truths =
        Stream.of(
                "_equal",
                "_Equal",
                "_not_equal",
                "_Not_Equal",
                "_greater",
                "_Greater",
                "_greater_equal",
                "_Greater_Equal",
                "_lesser",
                "_Lesser",
                "_lesser_equal",
                "_Lesser_Equal",
                "_logical_and",
                "_Logical_And",
                "_logical_or",
                "_Logical_Or",
                "_logical_xor",
                "_Logical_Xor")
            .flatMap(
                name -> Shapes.FEW.stream().map(shape -> of(name, WHOLE, WHOLE, shape).exact()));
    Stream<OperatorCase> whole =
        Stream.of(DataType.INT32, DataType.INT64, DataType.FLOAT64)
            .flatMap(
                type ->
                    Stream.of("elemwise_add", "elemwise_sub", "elemwise_mul", "_maximum", "_equal")
                        .map(
                            name ->
                                of(name, Fill.integers(-50, 50), Fill.integers(-50, 50), 3, 5)
                                    .typed(type)
                                    .exact()));
    Stream<OperatorCase> same =
        Stream.of("elemwise_add", "elemwise_mul")
            .map(
                name ->
                    OperatorCase.of(name)
                        .input("data", VALUES, 2, 3, 4)
                        .wired(
                            (graph, operator, inputs) ->
                                operator.node(graph, List.of(inputs.get(0), inputs.get(0)))));
    return Stream.of(arithmetic, powers, remainders, truths, whole, same, sums())
        .flatMap(part -> part);
  }

  private static boolean divides(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).endsWith("div");
  }

  private static OperatorCase of(String name, Fill left, Fill right, int... shape) {
    return OperatorCase.of(name).input("lhs", left, shape).input("rhs", right, shape);
  }

  private static Stream<OperatorCase> sums() {
    return Stream.of("add_n", "ElementWiseSum")
        .flatMap(
            name ->
                Stream.of(1, 2, 3, 5, 10)
                    .map(
                        count -> {
                          OperatorCase made = OperatorCase.of(name).with("num_args", count);
                          for (int i = 0; i < count; i++) {
                            made = made.input("arg" + i, VALUES, 2, 3, 5);
                          }
                          return made;
                        }));
  }

  static Stream<OperatorCase> broadcast() {
    Stream<OperatorCase> arithmetic =
        Stream.of(
                "broadcast_add",
                "broadcast_plus",
                "broadcast_sub",
                "broadcast_minus",
                "broadcast_mul",
                "broadcast_div",
                "broadcast_maximum",
                "broadcast_minimum",
                "broadcast_hypot")
            .flatMap(
                name -> both().map(p -> pair(name, VALUES, divides(name) ? POSITIVE : VALUES, p)));
    Stream<OperatorCase> powers = both().map(p -> pair("broadcast_power", POSITIVE, VALUES, p));
    Stream<OperatorCase> remainders =
        both().map(p -> pair("broadcast_mod", Fill.integers(-20, 20), Fill.of(3, -4, 7, -2), p));
    Stream<OperatorCase> truths =
        Stream.of(
                "broadcast_equal",
                "broadcast_not_equal",
                "broadcast_greater",
                "broadcast_greater_equal",
                "broadcast_lesser",
                "broadcast_lesser_equal",
                "broadcast_logical_and",
                "broadcast_logical_or",
                "broadcast_logical_xor")
            .flatMap(name -> both().map(p -> pair(name, WHOLE, WHOLE, p).exact()));
    Stream<OperatorCase> parameters =
        Stream.of("broadcast_add", "broadcast_mul", "broadcast_sub", "broadcast_div")
            .map(
                name ->
                    OperatorCase.of(name)
                        .input("data", VALUES, 2, 3, 4, 4)
                        .parameter("scale", POSITIVE, 1, 3, 1, 1));
    Stream<OperatorCase> whole =
        Stream.of(DataType.INT32, DataType.INT64, DataType.FLOAT64)
            .flatMap(
                type ->
                    Stream.of("broadcast_add", "broadcast_mul", "broadcast_greater")
                        .map(
                            name ->
                                pair(name, Fill.integers(-50, 50), WHOLE, PAIRS.get(1))
                                    .typed(type)
                                    .exact()));
    return Stream.of(arithmetic, powers, remainders, truths, parameters, whole)
        .flatMap(part -> part);
  }

  private static Stream<int[][]> both() {
    return PAIRS.stream().flatMap(pair -> Stream.of(pair, new int[][] {pair[1], pair[0]}));
  }

  private static OperatorCase pair(String name, Fill left, Fill right, int[][] shapes) {
    return OperatorCase.of(name).input("lhs", left, shapes[0]).input("rhs", right, shapes[1]);
  }
}
