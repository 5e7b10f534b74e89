package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.stream.Stream;

/** Activations. */
final class ActivationCases {

  private ActivationCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(plain(), leaky(), learned(), others()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> plain() {
    return Stream.of("relu", "sigmoid", "tanh", "softrelu", "softsign")
        .flatMap(
            kind ->
                Shapes.ALL.stream()
                    .map(
                        shape ->
                            OperatorCase.of("Activation")
                                .with("act_type", kind)
                                .input("data", Fill.normal(4), shape)));
  }

  private static Stream<OperatorCase> leaky() {
    Stream<OperatorCase> slopes =
        Stream.of("0.20000000298023224", "0.05", "0.0", "0.1", "0.25", "-0.5", "1.5")
            .map(slope -> of("leaky", 2, 3, 5, 7).with("slope", slope));
    Stream<OperatorCase> kinds =
        Shapes.ALL.stream()
            .flatMap(shape -> Stream.of("leaky", "elu", "selu", "gelu").map(k -> of(k, shape)));
    Stream<OperatorCase> others =
        Stream.of(
            of("elu", 2, 3, 5, 7).with("slope", 1.0),
            of("leaky", 2, 3, 5, 7).with("lower_bound", 0.125).with("upper_bound", 0.334),
            of("rrelu", 2, 3, 5, 7),
            of("rrelu", 2, 3).with("lower_bound", 0.1).with("upper_bound", 0.3),
            OperatorCase.of("LeakyReLU").input("data", Fill.normal(), 4, 5));
    Stream<OperatorCase> doubles =
        Stream.of("leaky", "elu", "selu", "gelu", "rrelu")
            .map(kind -> of(kind, 2, 3, 5).typed(DataType.FLOAT64));
    return Stream.of(slopes, kinds, others, doubles).flatMap(part -> part);
  }

  private static OperatorCase of(String kind, int... shape) {
    return OperatorCase.of("LeakyReLU").with("act_type", kind).input("data", Fill.normal(2), shape);
  }

  private static Stream<OperatorCase> learned() {
    Stream<OperatorCase> perChannel =
        Stream.of(
                new int[] {4, 5},
                new int[] {2, 5, 3},
                new int[] {2, 5, 3, 4},
                new int[] {1, 1, 7, 7},
                new int[] {2, 3, 2, 3, 4},
                new int[] {1, 32, 6, 6})
            .map(shape -> of("prelu", shape).parameter("gamma", Fill.uniform(-0.5, 0.5), shape[1]));
    Stream<OperatorCase> shared =
        Stream.of(new int[] {4, 5}, new int[] {2, 5, 3, 4})
            .map(
                shape ->
                    of("prelu", shape)
                        .with("slope", 0.25)
                        .parameter("gamma", Fill.uniform(-0.5, 0.5), 1));
    return Stream.of(perChannel, shared, aligned()).flatMap(part -> part);
  }

  /** Slopes for examples, or for examples and channels; channels come first where both fit. */
  private static Stream<OperatorCase> aligned() {
    return Stream.of(
            slopes(new int[] {2, 3}, 2, 3),
            slopes(new int[] {2, 3, 4}, 2, 3),
            slopes(new int[] {2, 3, 4, 5}, 2, 3),
            slopes(new int[] {2, 3}, 2),
            slopes(new int[] {2, 3}, 2, 1),
            slopes(new int[] {2, 3, 4}, 1, 3),
            slopes(new int[] {2, 3, 4}, 1, 1),
            slopes(new int[] {3, 3, 2}, 3),
            slopes(new int[] {5}, 5),
            slopes(new int[] {5}, 1))
        .flatMap(one -> Stream.of(one, one.withoutParameters()));
  }

  private static OperatorCase slopes(int[] data, int... shape) {
    return of("prelu", data).parameter("gamma", Fill.uniform(-0.5, 0.5), shape);
  }

  private static Stream<OperatorCase> others() {
    return Shapes.FEW.stream()
        .flatMap(
            shape ->
                Stream.of(
                    OperatorCase.of("hard_sigmoid").input("data", Fill.normal(3), shape),
                    OperatorCase.of("hard_sigmoid")
                        .with("alpha", 0.16667)
                        .with("beta", 0.4)
                        .input("data", Fill.normal(3), shape),
                    OperatorCase.of("relu").input("data", Fill.normal(), shape).exact(),
                    OperatorCase.of("sigmoid").input("data", Fill.normal(4), shape),
                    OperatorCase.of("tanh").input("data", Fill.normal(2), shape),
                    OperatorCase.of("softsign").input("data", Fill.normal(2), shape),
                    OperatorCase.of("erf").input("data", Fill.normal(), shape)));
  }
}
