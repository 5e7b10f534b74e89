package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Images read at places that a grid gives. */
final class SamplingCases {

  private SamplingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(grids(), samples(), transformers()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> grids() {
    return Stream.of(
        OperatorCase.of("GridGenerator")
            .with("transform_type", "affine")
            .with("target_shape", "(5, 7)")
            .input("data", Fill.normal(), 3, 6),
        OperatorCase.of("GridGenerator")
            .with("transform_type", "affine")
            .with("target_shape", "(4, 2)")
            .input("data", Fill.normal(), 1, 6),
        OperatorCase.of("GridGenerator")
            .with("transform_type", "warp")
            .input("data", Fill.normal(), 2, 2, 5, 7));
  }

  private static Stream<OperatorCase> samples() {
    return Stream.of(new int[] {5, 7}, new int[] {3, 2}, new int[] {9, 4})
        .map(
            size ->
                OperatorCase.of("BilinearSampler")
                    .input("data", Fill.normal(), 2, 3, 5, 7)
                    .input("grid", Fill.uniform(-1.3, 1.3), 2, 2, size[0], size[1]));
  }

  private static Stream<OperatorCase> transformers() {
    return Stream.of("(5, 7)", "(3, 4)", "(9, 9)")
        .map(
            size ->
                OperatorCase.of("SpatialTransformer")
                    .with("transform_type", "affine")
                    .with("sampler_type", "bilinear")
                    .with("target_shape", size)
                    .input("data", Fill.normal(), 2, 3, 5, 7)
                    .input("loc", Fill.uniform(-0.7, 0.7), 2, 6));
  }
}
