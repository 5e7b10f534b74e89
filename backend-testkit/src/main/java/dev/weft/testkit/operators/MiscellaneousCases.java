package dev.weft.testkit.operators;

import dev.weft.DataType;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Operators that are neither often met nor of one kind. */
final class MiscellaneousCases {

  private MiscellaneousCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(sums(), columns(), indices(), scattered(), others(), mixed())
        .flatMap(part -> part);
  }

  private static Stream<OperatorCase> sums() {
    return Stream.of("cumsum", "_np_cumsum")
        .flatMap(
            name ->
                Stream.of(
                    OperatorCase.of(name).input("a", Fill.normal(), 2, 3, 4),
                    OperatorCase.of(name).with("axis", 1).input("a", Fill.normal(), 2, 3, 4),
                    OperatorCase.of(name)
                        .with("axis", -1)
                        .input("a", Fill.normal(), 3, 5)
                        .expectedOf(
                            OperatorCase.of(name).with("axis", 1).input("a", Fill.normal(), 3, 5),
                            "libmxnet counts no axis of a cumsum from the end"),
                    OperatorCase.of(name)
                        .with("axis", 0)
                        .with("dtype", "float64")
                        .input("a", Fill.normal(), 3, 5),
                    OperatorCase.of(name)
                        .with("axis", 0)
                        .with("dtype", "int64")
                        .input("a", DataType.INT32, Fill.integers(-9, 9), 6, 2)
                        .exact(),
                    OperatorCase.of(name)
                        .with("axis", 0)
                        .with("dtype", "int32")
                        .input("a", Fill.normal(3), 7, 2)
                        .exact(),
                    OperatorCase.of(name)
                        .with("axis", 1)
                        .input("a", DataType.INT32, Fill.integers(-9, 9), 3, 5)
                        .exact(),
                    OperatorCase.of(name)
                        .with("axis", 0)
                        .input("a", DataType.UINT8, Fill.integers(50, 200), 6, 2)
                        .exact()));
  }

  private static Stream<OperatorCase> columns() {
    return Stream.of(
        OperatorCase.of("im2col")
            .with("kernel", "(3, 2)")
            .with("stride", "(2, 1)")
            .with("dilate", "(1, 2)")
            .with("pad", "(1, 1)")
            .input("data", Fill.normal(), 2, 3, 7, 6)
            .exact(),
        OperatorCase.of("im2col")
            .with("kernel", "(1, 3)")
            .input("data", Fill.normal(), 1, 4, 3, 5)
            .exact(),
        OperatorCase.of("col2im")
            .with("output_size", "(7, 6)")
            .with("kernel", "(3, 2)")
            .with("stride", "(2, 1)")
            .with("pad", "(1, 1)")
            .input("data", Fill.normal(), 2, 18, 28),
        OperatorCase.of("col2im")
            .with("output_size", "(9, 5)")
            .with("kernel", "(2, 3)")
            .with("dilate", "(3, 1)")
            .input("data", Fill.normal(), 1, 12, 18));
  }

  private static Stream<OperatorCase> indices() {
    return Stream.of("_", "")
        .flatMap(
            prefix ->
                Stream.of(
                    OperatorCase.of(prefix + "ravel_multi_index")
                        .with("shape", "(4, 5, 6)")
                        .input("data", Fill.below(4), 3, 7)
                        .exact(),
                    OperatorCase.of(prefix + "ravel_multi_index")
                        .with("shape", "(-1, 5)")
                        .input("data", Fill.below(5), 2, 4)
                        .exact(),
                    OperatorCase.of(prefix + "unravel_index")
                        .with("shape", "(4, 5, 6)")
                        .input("data", Fill.below(120), 9)
                        .exact()));
  }

  private static Stream<OperatorCase> scattered() {
    return Stream.of(
        OperatorCase.of("scatter_nd")
            .with("shape", "(4, 5)")
            .input("data", Fill.normal(), 3)
            .input("indices", Fill.of(0, 3, 2, 4, 0, 1), 2, 3)
            .exact(),
        OperatorCase.of("scatter_nd")
            .with("shape", "(6, 2, 3)")
            .input("data", Fill.normal(), 2, 2, 2, 3)
            .input("indices", Fill.of(5, 0, 3, 1), 1, 2, 2)
            .exact(),
        OperatorCase.of("_contrib_index_copy")
            .input("old_tensor", Fill.normal(), 5, 3)
            .input("index_vector", DataType.INT64, Fill.of(4, 0), 2)
            .input("new_tensor", Fill.normal(), 2, 3)
            .exact());
  }

  private static Stream<OperatorCase> others() {
    return Stream.of(
        OperatorCase.of("khatri_rao")
            .with("num_args", 3)
            .input("a", Fill.normal(), 2, 4)
            .input("b", Fill.normal(), 3, 4)
            .input("c", Fill.normal(), 5, 4)
            .behindBlockGrad(),
        OperatorCase.of("_contrib_quadratic")
            .with("a", 0.5)
            .with("b", -2)
            .with("c", 3)
            .input("data", Fill.normal(), 3, 5),
        OperatorCase.of("_contrib_round_ste").input("data", Fill.normal(3), 3, 5).exact(),
        OperatorCase.of("_contrib_sign_ste").input("data", Fill.normal(), 3, 5).exact(),
        OperatorCase.of("_contrib_gradientmultiplier")
            .with("scalar", 0.5)
            .input("data", Fill.normal(), 3, 5)
            .exact(),
        histogram("_histogram"),
        histogram("_npi_histogram"));
  }

  private static OperatorCase histogram(String name) {
    return OperatorCase.of(name)
        .with("bin_cnt", 7)
        .with("range", "(-1.5, 2.0)")
        .outputs(2)
        .input("data", Fill.normal(), 9, 11)
        .wired(
            (graph, operator, inputs) -> {
              List<Output> blocked = new ArrayList<>();
              for (Output output : operator.node(graph, inputs)) {
                String node = "blocked" + blocked.size();
                blocked.add(graph.node("BlockGrad", node, Map.of(), List.of(output)));
              }
              return blocked;
            });
  }

  private static Stream<OperatorCase> mixed() {
    return Stream.of(false, true)
        .map(
            narrow ->
                OperatorCase.of("amp_multicast")
                    .with("num_outputs", 2)
                    .with("cast_narrow", narrow)
                    .outputs(2)
                    .input("a", Fill.normal(), 2, 3)
                    .input("b", Fill.normal(), 4)
                    .exact());
  }
}
