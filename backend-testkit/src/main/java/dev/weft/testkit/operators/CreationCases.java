package dev.weft.testkit.operators;

import dev.weft.DataType;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Constants, shapes as values, and changes of the element type. */
final class CreationCases {

  private CreationCases() {}

  static Stream<OperatorCase> constants() {
    Stream<OperatorCase> fixed =
        Stream.of(
            OperatorCase.of("_zeros").with("shape", "(2, 3)").with("dtype", "float32"),
            OperatorCase.of("_zeros").with("shape", "(2, 3)"),
            OperatorCase.of("_ones").with("shape", "(2, 3)"),
            OperatorCase.of("_full").with("shape", "(2, 3)").with("value", -2.5),
            OperatorCase.of("_eye").with("N", 2).with("M", 3),
            OperatorCase.of("_eye").with("N", 2).with("M", 3).with("k", 1),
            OperatorCase.of("_linspace").with("start", -1).with("stop", 2.5).with("num", 3),
            OperatorCase.of("_linspace")
                .with("start", 0)
                .with("stop", 2)
                .with("num", 3)
                .with("endpoint", false),
            OperatorCase.of("_npi_linspace").with("start", 3).with("stop", 1).with("num", 3),
            arange(0, "3"),
            arange(0, "1"),
            arange(3, "None"),
            arange(0, "6").with("step", 2),
            arange(1, "2.5").with("step", 0.5),
            arange(3, "0").with("step", -1),
            arange(0, "1").with("repeat", 3));
    Stream<OperatorCase> alone =
        fixed.map(
            one ->
                one.input("data", Fill.normal(), 2, 3)
                    .wired(
                        (graph, operator, inputs) ->
                            List.of(
                                graph.node(
                                    "broadcast_add",
                                    "sum",
                                    Map.of(),
                                    List.of(
                                        inputs.get(0), operator.node(graph, List.of()).get(0))))));
    return Stream.of(alone, unknown(), like(), shapes()).flatMap(part -> part);
  }

  private static OperatorCase arange(double start, String stop) {
    return OperatorCase.of("_arange")
        .with("start", start)
        .with("stop", stop)
        .with("step", "1.0")
        .with("repeat", 1)
        .with("infer_range", false)
        .with("dtype", "float32");
  }

  /** Dimensions that the consumer decides. */
  private static Stream<OperatorCase> unknown() {
    return Stream.of("_zeros", "_ones")
        .map(
            name ->
                OperatorCase.of(name)
                    .with("shape", "(0, 4)")
                    .with("dtype", "float32")
                    .input("data", Fill.normal(), 3, 4)
                    .wired(
                        (graph, operator, inputs) -> {
                          Output made = operator.node(graph, List.of()).get(0);
                          return List.of(
                              graph.node(
                                  "elemwise_add", "sum", Map.of(), List.of(made, inputs.get(0))));
                        }));
  }

  private static Stream<OperatorCase> like() {
    return Stream.of("zeros_like", "ones_like")
        .flatMap(
            name ->
                Stream.concat(
                    Shapes.FEW.stream()
                        .map(shape -> OperatorCase.of(name).input("data", Fill.normal(), shape)),
                    Stream.of(DataType.INT32, DataType.INT64, DataType.FLOAT64)
                        .map(
                            type ->
                                OperatorCase.of(name)
                                    .input("data", type, Fill.integers(0, 9), 2, 3))))
        .map(OperatorCase::exact);
  }

  private static Stream<OperatorCase> shapes() {
    Stream<OperatorCase> values =
        Stream.of("shape_array", "size_array")
            .flatMap(
                name ->
                    Shapes.FEW.stream()
                        .map(shape -> OperatorCase.of(name).input("data", Fill.normal(), shape)));
    Stream<OperatorCase> ranges =
        Stream.of(
            OperatorCase.of("_contrib_arange_like").input("data", Fill.normal(), 2, 3),
            OperatorCase.of("_contrib_arange_like")
                .with("axis", 1)
                .with("start", 2)
                .with("step", 0.5)
                .input("data", Fill.normal(), 2, 5, 3),
            OperatorCase.of("_contrib_arange_like")
                .with("axis", -1)
                .input("data", Fill.normal(), 2, 5, 3),
            OperatorCase.of("_contrib_index_array").input("data", Fill.normal(), 2, 3),
            OperatorCase.of("_contrib_index_array")
                .with("axes", "(1, 0)")
                .input("data", Fill.normal(), 2, 3, 2));
    Stream<OperatorCase> scaled =
        Stream.of(new int[] {3, 8}, new int[] {2, 5, 64}, new int[] {7})
            .map(
                shape ->
                    OperatorCase.of("_contrib_div_sqrt_dim").input("data", Fill.normal(), shape));
    return Stream.of(values, ranges, scaled).flatMap(part -> part);
  }

  static Stream<OperatorCase> casts() {
    List<DataType> types =
        List.of(
            DataType.FLOAT32,
            DataType.FLOAT64,
            DataType.FLOAT16,
            DataType.INT8,
            DataType.UINT8,
            DataType.INT32,
            DataType.INT64);
    Stream<OperatorCase> all =
        Stream.of("Cast", "cast")
            .flatMap(
                name ->
                    types.stream().flatMap(from -> types.stream().map(to -> cast(name, from, to))));
    Stream<OperatorCase> truths =
        types.stream()
            .map(
                from ->
                    OperatorCase.of("Cast")
                        .with("dtype", "bool")
                        .input("data", from, Fill.below(3), 3, 5));
    Stream<OperatorCase> saved =
        Stream.of("float32", "int32")
            .map(
                type ->
                    OperatorCase.of("Cast")
                        .with("dtype", type)
                        .input("data", Fill.uniform(-9, 9), 2, 3));
    Stream<OperatorCase> mixed =
        Stream.of(
            OperatorCase.of("amp_cast").with("dtype", "float32").input("data", Fill.normal(), 3, 4),
            OperatorCase.of("amp_cast")
                .with("dtype", "float32")
                .input("data", DataType.FLOAT16, Fill.normal(), 3, 4),
            OperatorCase.of("amp_cast")
                .with("dtype", "float16")
                .input("data", Fill.normal(), 3, 4));
    return Stream.of(all, truths, saved, mixed).flatMap(part -> part).map(OperatorCase::exact);
  }

  private static OperatorCase cast(String name, DataType from, DataType to) {
    Fill values =
        to == DataType.UINT8 || from == DataType.UINT8
            ? Fill.integers(0, 500).over(4)
            : Fill.integers(-500, 500).over(4);
    return OperatorCase.of(name)
        .with("dtype", to.name().toLowerCase(java.util.Locale.ROOT))
        .input("data", from, values, 2, 3, 5);
  }
}
