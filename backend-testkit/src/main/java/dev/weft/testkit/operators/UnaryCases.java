package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Functions of one element. */
final class UnaryCases {
  private static final Fill SMALL = Fill.normal(2);
  private static final Fill WITHIN_ONE = Fill.uniform(-0.99, 0.99);
  private static final Fill POSITIVE = Fill.uniform(0.1, 5);
  private static final Fill EIGHTHS = Fill.integers(-40, 40).over(8);

  private static final List<String> EXACT =
      List.of(
          "abs",
          "sign",
          "round",
          "rint",
          "ceil",
          "floor",
          "trunc",
          "fix",
          "negative",
          "logical_not");

  private UnaryCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(rounded(), exact(), others(), ends(), tiny()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> rounded() {
    return domains().entrySet().stream()
        .flatMap(
            entry ->
                Shapes.FEW.stream()
                    .map(shape -> of(entry.getKey()).input("data", entry.getValue(), shape)));
  }

  /** Returns where functions are defined whose results are rounded. */
  private static Map<String, Fill> domains() {
    Map<String, Fill> domains = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "exp",
          "expm1",
          "sin",
          "cos",
          "arctan",
          "arcsinh",
          "sinh",
          "cosh",
          "cbrt",
          "degrees",
          "radians",
          "square",
          "sigmoid",
          "tanh",
          "erf",
          "softsign"
        }) {
      domains.put(name, SMALL);
    }
    for (String name :
        new String[] {
          "log",
          "log2",
          "log10",
          "log1p",
          "sqrt",
          "rsqrt",
          "rcbrt",
          "reciprocal",
          "gamma",
          "gammaln"
        }) {
      domains.put(name, POSITIVE);
    }
    domains.put("tan", Fill.uniform(-1.4, 1.4));
    domains.put("arcsin", WITHIN_ONE);
    domains.put("arccos", WITHIN_ONE);
    domains.put("arctanh", WITHIN_ONE);
    domains.put("erfinv", Fill.uniform(-0.95, 0.95));
    domains.put("arccosh", Fill.uniform(1.01, 6));
    return domains;
  }

  private static Stream<OperatorCase> exact() {
    return Stream.concat(
            EXACT.stream(),
            Stream.of("relu", "_copy", "identity", "BlockGrad", "stop_gradient", "make_loss"))
        .flatMap(
            name ->
                Shapes.FEW.stream().map(shape -> of(name).input("data", EIGHTHS, shape).exact()));
  }

  private static Stream<OperatorCase> others() {
    Stream<OperatorCase> clips =
        Stream.of(
                new double[] {0, 6},
                new double[] {0, 80},
                new double[] {-1.5, 0.25},
                new double[] {2, -1})
            .flatMap(
                bounds ->
                    Shapes.FEW.stream()
                        .map(
                            shape ->
                                of("clip")
                                    .with("a_min", bounds[0])
                                    .with("a_max", bounds[1])
                                    .input("data", Fill.normal(5), shape)
                                    .exact()));
    Stream<OperatorCase> doubles =
        Stream.of("exp", "abs", "square", "negative", "floor")
            .map(name -> of(name).input("data", DataType.FLOAT64, SMALL, 3, 5));
    Stream<OperatorCase> whole =
        Stream.of(DataType.INT32, DataType.INT64)
            .flatMap(
                type ->
                    Stream.of("abs", "sign", "negative", "square", "_copy", "relu")
                        .map(
                            name ->
                                of(name).input("data", type, Fill.integers(-9, 9), 3, 5).exact()));
    Stream<OperatorCase> strays =
        Stream.of(DataType.FLOAT32, DataType.FLOAT64)
            .map(
                type ->
                    of("sign").input("data", type, Fill.of(3, Double.NaN, -2, 0), 2, 4).exact());
    Stream<OperatorCase> poles =
        Stream.of(DataType.FLOAT32, DataType.FLOAT64)
            .flatMap(
                type ->
                    Stream.of("gamma", "gammaln")
                        .map(
                            name ->
                                of(name)
                                    .input(
                                        "data",
                                        type,
                                        Fill.of(
                                            0,
                                            -0.0,
                                            -1,
                                            -2,
                                            1,
                                            2,
                                            34,
                                            171,
                                            1e30,
                                            Double.POSITIVE_INFINITY),
                                        2,
                                        5)
                                    .notFinite()));
    Stream<OperatorCase> powers =
        Stream.of(1, -1)
            .map(
                base ->
                    of("_rpower_scalar")
                        .with("scalar", base)
                        .input("data", Fill.of(Double.NaN, Double.POSITIVE_INFINITY, 3, -2), 2, 4)
                        .notFinite());
    Stream<OperatorCase> losses =
        Stream.of("0.5", "1.0", "3.0")
            .flatMap(
                scalar ->
                    Shapes.FEW.stream()
                        .map(
                            shape ->
                                of("smooth_l1")
                                    .with("scalar", scalar)
                                    .input("data", SMALL, shape)));
    return Stream.of(clips, doubles, whole, losses, strays, poles, powers).flatMap(part -> part);
  }

  /**
   * The ends of what a number can be, and what is none. Left out are functions whose results there
   * depend on the C library or, for exp, on the backend; gamma has cases of its own.
   */
  private static Stream<OperatorCase> ends() {
    Fill values =
        Fill.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1e10,
            -1e10,
            1e30,
            -1e30,
            0,
            -0.0,
            -1,
            1,
            0.5);
    Set<String> names = new LinkedHashSet<>(domains().keySet());
    names.addAll(EXACT);
    names.removeAll(Set.of("exp", "sin", "cos", "tan", "gamma", "gammaln"));
    return names.stream().map(name -> of(name).input("data", values, 3, 4).notFinite());
  }

  /** Where the function is almost its argument, or its argument and a constant. */
  private static Stream<OperatorCase> tiny() {
    return Stream.of(DataType.FLOAT32, DataType.FLOAT64)
        .flatMap(
            type ->
                Stream.of(
                        "expm1",
                        "log1p",
                        "sin",
                        "tan",
                        "sinh",
                        "tanh",
                        "arcsin",
                        "arctan",
                        "arcsinh",
                        "arctanh",
                        "erf",
                        "erfinv",
                        "softsign")
                    .map(
                        name ->
                            of(name)
                                .input("data", type, Fill.of(1e-18, -3e-19, 2e-20, -1e-18), 2, 3)));
  }

  private static OperatorCase of(String name) {
    return OperatorCase.of(name);
  }
}
