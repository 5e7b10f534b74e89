package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.stream.Stream;

/** Operators of MXNet's NumPy interface whose attributes mean something of their own. */
final class NumpyAttributeCases {

  private NumpyAttributeCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(shapes(), joined(), reduced(), alongNoAxis(), means()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> shapes() {
    return Stream.of(
        reshaped("_np_reshape", "(6, -1)"),
        reshaped("_np_reshape", "(4, 3, 2, 1)"),
        reshaped("_npx_reshape", "(-2, -1)"),
        reshaped("_npx_reshape", "(-2, -4)"),
        reshaped("_npx_reshape", "(-5, -2, -2)"),
        reshaped("_npx_reshape", "(-1, 4)").with("reverse", true),
        reshaped("_npi_reshape", "(-2, -2, -6, 2, -1, -2)"),
        OperatorCase.of("_np_squeeze").input("a", Fill.normal(), 2, 1, 3, 1).exact(),
        OperatorCase.of("_np_squeeze").with("axis", "()").input("a", Fill.normal(), 1, 3).exact(),
        OperatorCase.of("_np_squeeze")
            .with("axis", "(1,)")
            .input("a", Fill.normal(), 2, 1, 3, 1)
            .exact());
  }

  private static OperatorCase reshaped(String name, String shape) {
    return OperatorCase.of(name)
        .with("newshape", shape)
        .input("a", Fill.normal(), 2, 3, 4, 1)
        .exact();
  }

  private static Stream<OperatorCase> joined() {
    return Stream.of(
        OperatorCase.of("_npi_concatenate")
            .with("num_args", 2)
            .with("axis", 1)
            .input("a", Fill.normal(), 2, 3, 4)
            .input("b", Fill.normal(), 2, 5, 4)
            .exact(),
        OperatorCase.of("_npi_concatenate")
            .with("num_args", 3)
            .input("a", Fill.normal(), 2, 3)
            .input("b", Fill.normal(), 1, 3)
            .input("c", Fill.normal(), 4, 3)
            .exact());
  }

  private static Stream<OperatorCase> reduced() {
    return Stream.of(
            "_np_sum",
            "_npi_mean",
            "_np_max",
            "_np_amax",
            "_np_min",
            "_np_amin",
            "_np_prod",
            "_np_product")
        .flatMap(
            name ->
                Stream.of(
                    OperatorCase.of(name).with("axis", "(0, 2)").input("a", Fill.normal(), 2, 3, 4),
                    OperatorCase.of(name)
                        .with("axis", "(-1,)")
                        .with("keepdims", true)
                        .input("a", Fill.normal(), 2, 3, 5)));
  }

  private static Stream<OperatorCase> alongNoAxis() {
    return Stream.of("_np_sum", "_np_max", "_np_min", "_np_prod")
        .flatMap(
            name ->
                Stream.of(false, true)
                    .map(
                        keeps ->
                            OperatorCase.of(name)
                                .with("axis", "()")
                                .with("keepdims", keeps)
                                .input("a", Fill.normal(), 2, 3, 4)
                                .exact()));
  }

  private static Stream<OperatorCase> means() {
    return Stream.of("None", "float32", "float64")
        .map(
            type ->
                OperatorCase.of("_npi_mean")
                    .with("axis", "1")
                    .with("dtype", type)
                    .input("a", DataType.INT32, Fill.integers(-9, 9), 3, 4));
  }
}
