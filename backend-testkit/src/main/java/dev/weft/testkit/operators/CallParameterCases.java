package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Operators whose weights every call gives. */
final class CallParameterCases {

  private CallParameterCases() {}

  static Stream<OperatorCase> all() {
    int[] image = {9, 8};
    return Stream.of(
            ConvolutionCases.of(2, image, new int[] {3, 3}, 1, 16, 32, true).with("pad", "(1, 1)"),
            ConvolutionCases.of(1, image, new int[] {5, 5}, 1, 3, 8, false),
            ConvolutionCases.of(1, image, new int[] {3, 3}, 6, 1, 6, true),
            DeconvolutionCases.of(1, image, new int[] {4, 4}, 1, 8, 16, true)
                .with("stride", "(2, 2)"),
            DenseCases.layer(7, true, true, 3, 10),
            DenseCases.layer(7, false, false, 3, 2, 5),
            OperatorCase.of("BatchNorm")
                .with("fix_gamma", false)
                .input("data", Fill.normal(), 2, 3, 5, 5)
                .parameter("gamma", Fill.uniform(0.5, 1.5), 3)
                .parameter("beta", Fill.normal(), 3)
                .auxiliary("moving_mean", Fill.normal(), 3)
                .auxiliary("moving_var", Fill.uniform(0.5, 1.5), 3),
            OperatorCase.of("LayerNorm")
                .input("data", Fill.normal(), 2, 3, 5)
                .parameter("gamma", Fill.uniform(0.5, 1.5), 5)
                .parameter("beta", Fill.normal(), 5),
            OperatorCase.of("LeakyReLU")
                .with("act_type", "prelu")
                .input("data", Fill.normal(), 2, 3, 5, 5)
                .parameter("gamma", Fill.uniform(-0.5, 0.5), 3),
            OperatorCase.of("Embedding")
                .with("input_dim", 9)
                .with("output_dim", 4)
                .input("data", Fill.below(9), 2, 3)
                .parameter("weight", Fill.normal(), 9, 4))
        .map(OperatorCase::withoutParameters);
  }
}
