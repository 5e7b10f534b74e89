package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Convolutions whose windows are deformed, and pooling of regions whose cells are. */
final class DeformableCases {

  private DeformableCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(convolutions(), regions(), correlations()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> convolutions() {
    return Stream.of(false, true)
        .flatMap(
            modulated ->
                Stream.of(
                    convolution(modulated, 1, 1, 1, 1, 1, true),
                    convolution(modulated, 2, 1, 1, 1, 1, false),
                    convolution(modulated, 2, 1, 2, 2, 1, true),
                    convolution(modulated, 3, 2, 1, 1, 2, true),
                    convolution(modulated, 2, 2, 2, 2, 2, false)));
  }

  /** Offsets reach over the borders of the image. */
  private static OperatorCase convolution(
      boolean modulated,
      int batch,
      int groups,
      int deformable,
      int stride,
      int dilate,
      boolean bias) {
    int height = (9 + 2 - (2 * dilate + 1)) / stride + 1;
    int width = (7 + 4 - (dilate + 1)) / stride + 1;
    OperatorCase made =
        OperatorCase.of(
                modulated
                    ? "_contrib_ModulatedDeformableConvolution"
                    : "_contrib_DeformableConvolution")
            .with("kernel", "(3, 2)")
            .with("pad", "(1, 2)")
            .with("stride", Tuples.of(stride, stride))
            .with("dilate", Tuples.of(dilate, dilate))
            .with("num_filter", 6)
            .with("num_group", groups)
            .with("num_deformable_group", deformable)
            .with("no_bias", !bias)
            .input("data", Fill.normal(), batch, 4, 9, 7)
            .input("offset", Fill.normal(1.5), batch, 2 * deformable * 6, height, width);
    if (modulated) {
      made = made.input("mask", Fill.uniform(0, 1), batch, deformable * 6, height, width);
    }
    made = made.parameter("weight", Fill.normal(), 6, 4 / groups, 3, 2);
    return bias ? made.parameter("bias", Fill.normal(), 6) : made;
  }

  private static Stream<OperatorCase> regions() {
    OperatorCase plain =
        OperatorCase.of("_contrib_PSROIPooling")
            .with("spatial_scale", 0.25)
            .with("output_dim", 2)
            .with("pooled_size", 3)
            .input("data", Fill.normal(), 2, 18, 11, 13)
            .input("rois", Boxes.regions(2, 44), 5, 5);
    OperatorCase fewer =
        OperatorCase.of("_contrib_PSROIPooling")
            .with("spatial_scale", 0.0625)
            .with("output_dim", 3)
            .with("pooled_size", 5)
            .with("group_size", 2)
            .input("data", Fill.normal(), 1, 12, 14, 18)
            .input("rois", Boxes.regions(1, 224), 4, 5);
    return Stream.of(
        plain,
        fewer,
        shifted(1, true),
        shifted(2, false),
        shifted(1, false),
        halves("_contrib_PSROIPooling"),
        halves("_contrib_DeformablePSROIPooling"));
  }

  /** Corners between two elements, before the first one, too. */
  private static OperatorCase halves(String operator) {
    OperatorCase made =
        OperatorCase.of(operator)
            .with("spatial_scale", 1)
            .with("output_dim", 2)
            .with("group_size", 2)
            .with("pooled_size", 2)
            .input("data", Fill.normal(), 1, 8, 6, 7)
            .input("rois", Fill.of(0, -0.5, -1.5, 3.5, 2.5, 0, 0.5, 1.5, 5, 4.5), 2, 5);
    return operator.contains("Deformable")
        ? made.with("no_trans", true).with("sample_per_part", 2)
        : made;
  }

  private static OperatorCase shifted(int classes, boolean still) {
    OperatorCase made =
        OperatorCase.of("_contrib_DeformablePSROIPooling")
            .with("spatial_scale", 0.25)
            .with("output_dim", 4)
            .with("group_size", 3)
            .with("pooled_size", 3)
            .with("part_size", 3)
            .with("sample_per_part", 4)
            .with("trans_std", 0.1)
            .with("no_trans", still)
            .input("data", Fill.normal(), 2, 36, 11, 13)
            .input("rois", Boxes.regions(2, 44), 5, 5);
    return still ? made : made.input("trans", Fill.normal(), 5, 2 * classes, 3, 3);
  }

  private static Stream<OperatorCase> correlations() {
    return Stream.of(true, false)
        .flatMap(
            multiplied ->
                Stream.of(
                    correlation(multiplied, 1, 4, 1, 1, 4, 2, 3, 9, 11),
                    correlation(multiplied, 3, 4, 2, 2, 5, 1, 8, 12, 9),
                    correlation(multiplied, 1, 2, 1, 2, 2, 1, 5, 8, 8)));
  }

  private static OperatorCase correlation(
      boolean multiplied, int kernel, int most, int stride, int step, int pad, int... shape) {
    return OperatorCase.of("Correlation")
        .with("kernel_size", kernel)
        .with("max_displacement", most)
        .with("stride1", stride)
        .with("stride2", step)
        .with("pad_size", pad)
        .with("is_multiply", multiplied)
        .input("data1", Fill.normal(), shape)
        .input("data2", Fill.normal(), shape);
  }
}
