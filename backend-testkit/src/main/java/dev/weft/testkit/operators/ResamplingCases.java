package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Images enlarged and made smaller. */
final class ResamplingCases {

  private ResamplingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(nearest(), bilinear(), resize(), adaptive()).flatMap(part -> part);
  }

  private static OperatorCase nearest(int scale, int... shape) {
    return OperatorCase.of("UpSampling")
        .with("scale", scale)
        .with("sample_type", "nearest")
        .with("num_args", 1)
        .input("data", Fill.normal(), shape)
        .exact();
  }

  private static Stream<OperatorCase> nearest() {
    OperatorCase two =
        OperatorCase.of("UpSampling")
            .with("scale", 2)
            .with("sample_type", "nearest")
            .with("num_args", 2)
            .input("arg0", Fill.normal(), 1, 3, 4, 6)
            .input("arg1", Fill.normal(), 1, 2, 2, 3);
    OperatorCase equal =
        OperatorCase.of("UpSampling")
            .with("scale", 2)
            .with("sample_type", "nearest")
            .with("num_args", 2)
            .with("multi_input_mode", "sum")
            .input("arg0", Fill.normal(), 1, 3, 4, 6)
            .input("arg1", Fill.normal(), 1, 3, 2, 3);
    return Stream.of(
        nearest(2, 2, 3, 5, 7).with("workspace", 512),
        nearest(4, 1, 2, 3, 3),
        nearest(8, 1, 1, 1, 2),
        nearest(1, 1, 2, 3, 4),
        nearest(3, 2, 5, 2, 3),
        nearest(2, 1, 3, 1, 1),
        nearest(3, 2, 16, 1, 1),
        two.exact(),
        equal);
  }

  private static Stream<OperatorCase> bilinear() {
    return Stream.of(2, 3, 4)
        .map(
            scale -> {
              int kernel = 2 * scale - scale % 2;
              return OperatorCase.of("UpSampling")
                  .with("scale", scale)
                  .with("sample_type", "bilinear")
                  .with("num_filter", 3)
                  .with("num_args", 2)
                  .input("data", Fill.normal(), 2, 3, 5, 4)
                  .parameter("weight", Fill.uniform(0, 1), 3, 1, kernel, kernel);
            });
  }

  private static OperatorCase resize(int... shape) {
    return OperatorCase.of("_contrib_BilinearResize2D").input("data", Fill.normal(), shape);
  }

  private static Stream<OperatorCase> resize() {
    Stream<OperatorCase> sized =
        Stream.of(true, false)
            .flatMap(
                corners ->
                    Stream.of(
                            new int[] {8, 9}, new int[] {3, 2}, new int[] {5, 7}, new int[] {1, 1})
                        .map(
                            size ->
                                resize(2, 3, 5, 7)
                                    .with("height", size[0])
                                    .with("width", size[1])
                                    .with("align_corners", corners)));
    Stream<OperatorCase> scaled =
        Stream.of(
            resize(1, 2, 6, 8).with("scale_height", 2.0).with("scale_width", 1.5),
            resize(1, 2, 6, 8)
                .with("mode", "odd_scale")
                .with("scale_height", 0.5)
                .with("scale_width", 0.5),
            resize(1, 2, 5, 7).with("mode", "to_even_up"),
            resize(1, 2, 5, 8).with("mode", "to_even_down"),
            resize(1, 2, 6, 7).with("mode", "to_odd_up"),
            resize(1, 2, 6, 8).with("mode", "to_odd_down"),
            resize(1, 1, 1, 1).with("height", 3).with("width", 4),
            resize(1, 2, 5, 7).with("height", 10).with("width", 14),
            resize(1, 2, 4, 4).with("mode", "like").input("like", Fill.normal(), 1, 1, 7, 9));
    return Stream.concat(sized, scaled);
  }

  private static Stream<OperatorCase> adaptive() {
    return Stream.of("1", "(1, 1)", "(3, 2)", "5", "(7, 9)", "(8, 11)", "(2,)", "")
        .map(
            size -> {
              OperatorCase made =
                  OperatorCase.of("_contrib_AdaptiveAvgPooling2D")
                      .input("data", Fill.normal(), 2, 3, 7, 9);
              return size.isEmpty() ? made : made.with("output_size", size);
            });
  }
}
