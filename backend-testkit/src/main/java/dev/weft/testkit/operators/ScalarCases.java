package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Functions of one element and a number. */
final class ScalarCases {
  private static final Fill VALUES = Fill.normal(3);
  private static final Fill POSITIVE = Fill.uniform(0.5, 3);

  private static final List<String> COMMON =
      List.of(
          "_plus_scalar",
          "_minus_scalar",
          "_rminus_scalar",
          "_mul_scalar",
          "_div_scalar",
          "_rdiv_scalar",
          "_power_scalar",
          "_maximum_scalar",
          "_greater_scalar");

  private ScalarCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(arithmetic(), remainders(), truths(), types(), without(), ends())
        .flatMap(part -> part);
  }

  private static Stream<OperatorCase> arithmetic() {
    Stream<OperatorCase> linear =
        Stream.of(
                "_plus_scalar",
                "_PlusScalar",
                "_minus_scalar",
                "_MinusScalar",
                "_rminus_scalar",
                "_RMinusScalar",
                "_mul_scalar",
                "_MulScalar",
                "_div_scalar",
                "_DivScalar",
                "_maximum_scalar",
                "_MaximumScalar",
                "_minimum_scalar",
                "_MinimumScalar",
                "_hypot_scalar",
                "_HypotScalar")
            .flatMap(
                name ->
                    Stream.of("0.2", "127.5", "-1.0", "3", "0.0078125", "1.4142135623730951", "6")
                        .map(scalar -> of(name, scalar, VALUES, 2, 3, 5)));
    Stream<OperatorCase> shapes =
        Stream.of("_plus_scalar", "_mul_scalar")
            .flatMap(name -> Shapes.FEW.stream().map(shape -> of(name, "0.5", VALUES, shape)));
    Stream<OperatorCase> zero =
        Stream.of("_mul_scalar", "_maximum_scalar", "_plus_scalar", "_rminus_scalar")
            .map(name -> of(name, "0", VALUES, 4, 5));
    Stream<OperatorCase> powers =
        Stream.of("_power_scalar", "_PowerScalar", "_rpower_scalar", "_RPowerScalar")
            .flatMap(
                name ->
                    Stream.of("2", "0.5", "3", "1.5")
                        .map(scalar -> of(name, scalar, POSITIVE, 3, 7)));
    Stream<OperatorCase> negative =
        Stream.of(of("_power_scalar", "2", VALUES, 4, 6), of("_power_scalar", "-1", POSITIVE, 9));
    Stream<OperatorCase> quotients =
        Stream.of("_rdiv_scalar", "_RDivScalar")
            .flatMap(
                name -> Stream.of("1", "-2.5").map(scalar -> of(name, scalar, POSITIVE, 3, 7)));
    return Stream.of(linear, shapes, zero, powers, negative, quotients).flatMap(part -> part);
  }

  private static Stream<OperatorCase> remainders() {
    return Stream.of("_mod_scalar", "_ModScalar", "_rmod_scalar", "_RModScalar")
        .flatMap(
            name ->
                Stream.of("3", "-5", "16")
                    .map(scalar -> of(name, scalar, Fill.of(4, -7, 11, -3, 9, 2), 3, 6)));
  }

  private static Stream<OperatorCase> truths() {
    return Stream.of(
            "_equal_scalar",
            "_EqualScalar",
            "_not_equal_scalar",
            "_NotEqualScalar",
            "_greater_scalar",
            "_GreaterScalar",
            "_greater_equal_scalar",
            "_GreaterEqualScalar",
            "_lesser_scalar",
            "_LesserScalar",
            "_lesser_equal_scalar",
            "_LesserEqualScalar",
            "_logical_and_scalar",
            "_LogicalAndScalar",
            "_logical_or_scalar",
            "_LogicalOrScalar",
            "_logical_xor_scalar",
            "_LogicalXorScalar")
        .flatMap(
            name ->
                Stream.of("0", "1", "-2", "0.01")
                    .map(scalar -> of(name, scalar, Fill.integers(-3, 3), 3, 5).exact()));
  }

  private static Stream<OperatorCase> types() {
    Stream<OperatorCase> whole =
        Stream.of(DataType.INT32, DataType.INT64)
            .flatMap(
                type ->
                    Stream.of("_plus_scalar", "_mul_scalar", "_minus_scalar", "_maximum_scalar")
                        .map(
                            name ->
                                of(name, "3", Fill.integers(-20, 20), 3, 5).typed(type).exact()));
    Stream<OperatorCase> fractions =
        Stream.of(
                "_plus_scalar", "_mul_scalar", "_rdiv_scalar", "_maximum_scalar", "_lesser_scalar")
            .flatMap(
                name ->
                    Stream.of("0.5", "2.75", "-1.5")
                        .map(
                            scalar ->
                                of(name, scalar, Fill.integers(1, 20), 3, 5)
                                    .typed(DataType.INT32)
                                    .exact()));
    Stream<OperatorCase> floating =
        Stream.of("_plus_scalar", "_mul_scalar", "_div_scalar", "_power_scalar", "_lesser_scalar")
            .map(
                name ->
                    of(name, "2.5", Fill.integers(1, 20), 3, 5)
                        .with("is_int", false)
                        .typed(DataType.INT32));
    Stream<OperatorCase> large =
        Stream.of("_mod_scalar", "_plus_scalar", "_minus_scalar")
            .map(
                name ->
                    of(name, "100000007", Fill.integers(1, 2_000_000_000), 3, 5)
                        .typed(DataType.INT64)
                        .exact());
    Stream<OperatorCase> doubles =
        Stream.of("_plus_scalar", "_mul_scalar", "_div_scalar", "_greater_scalar", "_mod_scalar")
            .map(name -> of(name, "0.1", VALUES, 3, 5).typed(DataType.FLOAT64).tolerance(1e-15));
    return Stream.of(whole, fractions, floating, large, doubles).flatMap(part -> part);
  }

  private static Stream<OperatorCase> without() {
    return Stream.concat(COMMON.stream(), Stream.of("_npi_hypot_scalar", "smooth_l1"))
        .map(name -> OperatorCase.of(name).input("data", POSITIVE, 3, 5));
  }

  /**
   * Numbers that are infinite or none, alone and behind an operator that they may become part of.
   */
  private static Stream<OperatorCase> ends() {
    return Stream.concat(COMMON.stream(), Stream.of("_minimum_scalar"))
        .flatMap(
            name ->
                Stream.of("nan", "inf", "-inf")
                    .map(scalar -> of(name, scalar, POSITIVE, 3, 4).notFinite()))
        .flatMap(one -> Stream.of(one, behindNegation(one)));
  }

  private static OperatorCase behindNegation(OperatorCase one) {
    return one.with("__weft_case__", "behind negative")
        .wired(
            (graph, self, inputs) ->
                self.node(graph, List.of(graph.node("negative", "negated", Map.of(), inputs))));
  }

  private static OperatorCase of(String name, String scalar, Fill fill, int... shape) {
    return OperatorCase.of(name).with("scalar", scalar).input("data", fill, shape);
  }
}
