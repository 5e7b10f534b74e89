package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Dense layers and products of matrices. */
final class DenseCases {

  private DenseCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(layers(), activated(), dot(), batchDot(), gemm(), attention())
        .flatMap(part -> part);
  }

  static OperatorCase layer(int units, boolean flatten, boolean bias, int... shape) {
    int width = shape[shape.length - 1];
    if (flatten) {
      width = Shapes.count(shape) / shape[0];
    }
    OperatorCase without =
        OperatorCase.of("FullyConnected")
            .with("num_hidden", units)
            .with("no_bias", !bias)
            .with("flatten", flatten)
            .input("data", Fill.normal(), shape)
            .parameter("weight", Fill.normal(), units, width);
    return bias ? without.parameter("bias", Fill.normal(), units) : without;
  }

  private static Stream<OperatorCase> layers() {
    Stream<OperatorCase> fixed =
        Stream.of(
            layer(10, true, true, 2, 3, 4, 5),
            layer(1, true, true, 1, 1),
            layer(1, true, false, 7, 1),
            layer(2, true, true, 1, 512, 1, 1),
            layer(768, false, true, 2, 5, 24),
            layer(84, false, true, 3, 1, 1, 9),
            OperatorCase.of("FullyConnected")
                .with("num_hidden", 4)
                .input("data", Fill.normal(), 3, 6)
                .parameter("weight", Fill.normal(), 4, 6)
                .parameter("bias", Fill.normal(), 4));
    Choices choices = new Choices(6);
    Stream<OperatorCase> drawn =
        Choices.times(50)
            .mapToObj(
                number ->
                    layer(
                        choices.of(1, 2, 3, 10, 17, 64, 130),
                        choices.coin(),
                        choices.coin(),
                        choices.sizes(choices.between(2, 5), 1, 7)));
    return Stream.concat(fixed, drawn);
  }

  private static Stream<OperatorCase> activated() {
    OperatorCase doubles = layer(7, true, true, 3, 10).typed(DataType.FLOAT64).tolerance(1e-13);
    return Stream.of("relu", "sigmoid").map(function -> activated(doubles, function));
  }

  private static OperatorCase activated(OperatorCase layer, String function) {
    return layer
        .with("__weft_case__", function + " behind")
        .wired(
            (graph, operator, inputs) ->
                List.of(
                    graph.node(function, "activation", Map.of(), operator.node(graph, inputs))));
  }

  private static Stream<OperatorCase> dot() {
    List<int[][]> shapes =
        List.of(
            new int[][] {{5}, {5}},
            new int[][] {{3, 5}, {5, 7}},
            new int[][] {{1, 1}, {1, 1}},
            new int[][] {{1, 9}, {9, 1}},
            new int[][] {{2, 3, 5}, {5, 4}},
            new int[][] {{3, 5}, {5, 2, 4}},
            new int[][] {{2, 3, 5}, {5, 2, 3}},
            new int[][] {{3, 5}, {5}});
    Stream<OperatorCase> plain = shapes.stream().map(pair -> pair("dot", pair[0], pair[1]));
    Stream<OperatorCase> transposed =
        Stream.of(
            pair("dot", new int[] {5, 3}, new int[] {5, 7}).with("transpose_a", true),
            pair("dot", new int[] {3, 5}, new int[] {7, 5}).with("transpose_b", true),
            pair("dot", new int[] {5, 3}, new int[] {7, 5})
                .with("transpose_a", true)
                .with("transpose_b", true),
            pair("dot", new int[] {5, 2, 3}, new int[] {5, 4}).with("transpose_a", true),
            pair("dot", new int[] {3, 5}, new int[] {2, 4, 5}).with("transpose_b", true));
    return Stream.concat(plain, transposed);
  }

  private static OperatorCase pair(String operator, int[] left, int[] right) {
    return OperatorCase.of(operator)
        .input("lhs", Fill.normal(), left)
        .input("rhs", Fill.normal(), right);
  }

  private static Stream<OperatorCase> batchDot() {
    Choices choices = new Choices(7);
    return Choices.times(24)
        .mapToObj(
            number -> {
              boolean a = number % 2 == 1;
              boolean b = number / 2 % 2 == 1;
              int batch = choices.of(1, 2, 3, 12);
              int m = choices.between(1, 9);
              int k = choices.of(1, 2, 5, 16, 33);
              int n = choices.between(1, 9);
              int[] left = a ? new int[] {batch, k, m} : new int[] {batch, m, k};
              int[] right = b ? new int[] {batch, n, k} : new int[] {batch, k, n};
              return pair("batch_dot", left, right).with("transpose_a", a).with("transpose_b", b);
            });
  }

  private static Stream<OperatorCase> gemm() {
    Choices choices = new Choices(8);
    Stream<OperatorCase> drawn =
        Choices.times(24)
            .mapToObj(
                number -> {
                  boolean a = number % 2 == 1;
                  boolean b = number / 2 % 2 == 1;
                  int[] outer = choices.sizes(choices.between(0, 2), 1, 3);
                  int m = choices.between(1, 9);
                  int k = choices.between(1, 9);
                  int n = choices.between(1, 9);
                  return OperatorCase.of(choices.of("_linalg_gemm2", "linalg_gemm2"))
                      .with("transpose_a", a)
                      .with("transpose_b", b)
                      .with("alpha", choices.of("1", "0.125", "-2.5"))
                      .input("A", Fill.normal(), Tuples.join(outer, a ? k : m, a ? m : k))
                      .input("B", Fill.normal(), Tuples.join(outer, b ? n : k, b ? k : n));
                });
    OperatorCase sum =
        OperatorCase.of("_linalg_gemm")
            .with("alpha", 2)
            .with("beta", 0.5)
            .input("A", Fill.normal(), 2, 3, 5)
            .input("B", Fill.normal(), 2, 5, 4)
            .input("C", Fill.normal(), 2, 3, 4);
    return Stream.concat(
        drawn,
        Stream.of(
            sum,
            sum.named("linalg_gemm"),
            OperatorCase.of("_linalg_gemm2")
                .with("axis", -3)
                .input("A", Fill.normal(), 3, 2, 5)
                .input("B", Fill.normal(), 5, 2, 4)));
  }

  private static Stream<OperatorCase> attention() {
    return Stream.of(new int[] {5, 2, 3, 4}, new int[] {1, 1, 1, 3}, new int[] {7, 3, 2, 8})
        .flatMap(
            sizes -> {
              int length = sizes[0];
              int batch = sizes[1];
              int heads = sizes[2];
              int width = heads * sizes[3];
              return Stream.of(
                  OperatorCase.of("_contrib_interleaved_matmul_selfatt_qk")
                      .with("heads", heads)
                      .input("queries_keys_values", Fill.normal(), length, batch, 3 * width),
                  OperatorCase.of("_contrib_interleaved_matmul_selfatt_valatt")
                      .with("heads", heads)
                      .input("queries_keys_values", Fill.normal(), length, batch, 3 * width)
                      .input("attention", Fill.uniform(0, 1), batch * heads, length, length),
                  OperatorCase.of("_contrib_interleaved_matmul_encdec_qk")
                      .with("heads", heads)
                      .input("queries", Fill.normal(), length + 2, batch, width)
                      .input("keys_values", Fill.normal(), length, batch, 2 * width),
                  OperatorCase.of("_contrib_interleaved_matmul_encdec_valatt")
                      .with("heads", heads)
                      .input("keys_values", Fill.normal(), length, batch, 2 * width)
                      .input("attention", Fill.uniform(0, 1), batch * heads, length + 2, length));
            });
  }
}
