package dev.weft.testkit.operators;

import java.util.List;
import java.util.stream.Stream;

/** Normalisations. */
final class NormalisationCases {
  private static final Fill AROUND_ONE = Fill.uniform(0.5, 1.5);

  private NormalisationCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(
            batch(),
            relatives(),
            instance(),
            layer(),
            group(),
            length(),
            acrossChannels(),
            moments())
        .flatMap(part -> part);
  }

  private static OperatorCase batch(String operator, int channels, int... shape) {
    return OperatorCase.of(operator)
        .input("data", Fill.normal(), shape)
        .parameter("gamma", AROUND_ONE, channels)
        .parameter("beta", Fill.normal(), channels)
        .auxiliary("moving_mean", Fill.normal(0.5), channels)
        .auxiliary("moving_var", AROUND_ONE, channels);
  }

  private static Stream<OperatorCase> batch() {
    Stream<OperatorCase> saved =
        Stream.of(
            batch("BatchNorm", 16, 1, 16, 7, 7)
                .with("eps", "2e-05")
                .with("fix_gamma", false)
                .with("momentum", 0.9)
                .with("use_global_stats", false)
                .with("cudnn_off", true),
            batch("BatchNorm", 3, 2, 3, 5, 5)
                .with("eps", "9.999999747378752e-06")
                .with("fix_gamma", true)
                .with("momentum", "0.8999999761581421"),
            batch("BatchNorm", 3, 2, 3, 5, 5).with("eps", "1e-10").with("cudnn_off", 1),
            batch("BatchNorm", 3, 2, 3, 5, 5),
            batch("BatchNorm", 5, 2, 5).with("axis", 1).with("fix_gamma", false),
            batch("BatchNorm", 5, 2, 5, 3).with("use_global_stats", true).with("fix_gamma", false),
            batch("BatchNorm", 1, 2, 1, 4, 4).with("fix_gamma", false),
            batch("BatchNorm", 4, 1, 4, 3, 4, 5).with("fix_gamma", false),
            batch("BatchNorm", 4, 2, 4, 5, 3).with("output_mean_var", true).outputs(3));
    Choices choices = new Choices(4);
    Stream<OperatorCase> drawn =
        Choices.times(40)
            .mapToObj(
                number -> {
                  int rank = choices.between(2, 5);
                  int[] shape = choices.sizes(rank, 1, 6);
                  int axis = choices.of(1, 1, -1, rank - 1, choices.between(0, rank - 1));
                  int channels = shape[axis < 0 ? rank - 1 : axis];
                  return batch("BatchNorm", channels, shape)
                      .with("axis", axis)
                      .with("eps", choices.of("1e-05", "0.0001", "0.001", "1e-4"))
                      .with("fix_gamma", choices.coin())
                      .with("use_global_stats", choices.coin());
                });
    return Stream.concat(saved, drawn);
  }

  private static Stream<OperatorCase> relatives() {
    return Stream.of(
        batch("_contrib_SyncBatchNorm", 3, 2, 3, 5, 5)
            .with("key", "bn")
            .with("fix_gamma", false)
            .with("eps", "1e-05"),
        batch("_contrib_SyncBatchNorm", 3, 2, 3, 5, 5).with("key", "bn"),
        batch("BatchNorm_v1", 3, 2, 3, 5, 5).with("fix_gamma", false).with("eps", "1e-05"),
        batch("BatchNorm_v1", 3, 2, 3, 5, 5),
        batch("_contrib_BatchNormWithReLU", 3, 2, 3, 5, 5).with("fix_gamma", false),
        batch("_contrib_BatchNormWithReLU", 3, 2, 3, 5, 5).with("axis", 1),
        accelerated(batch("BatchNorm", 3, 2, 3, 5, 5).with("fix_gamma", false)),
        accelerated(batch("BatchNorm", 3, 2, 3, 5, 5)));
  }

  /** The name that old files have for a batch normalisation of cuDNN. */
  private static OperatorCase accelerated(OperatorCase plain) {
    OperatorCase saved = plain.with("eps", 0.001).with("momentum", 0.9);
    return saved
        .named("CuDNNBatchNorm")
        .expectedOf(saved, "libmxnet on CPUs has no CuDNNBatchNorm; BatchNorm answers for it");
  }

  private static Stream<OperatorCase> instance() {
    List<int[]> shapes =
        List.of(
            new int[] {2, 3, 7},
            new int[] {2, 3, 5, 7},
            new int[] {1, 1, 4, 4},
            new int[] {2, 3, 2, 3, 4});
    return shapes.stream()
        .flatMap(
            shape ->
                Stream.of("0.001", "1e-05")
                    .map(
                        eps ->
                            OperatorCase.of("InstanceNorm")
                                .with("eps", eps)
                                .input("data", Fill.normal(), shape)
                                .parameter("gamma", AROUND_ONE, shape[1])
                                .parameter("beta", Fill.normal(), shape[1])));
  }

  private static OperatorCase layer(int axis, int... shape) {
    int channels = shape[axis < 0 ? axis + shape.length : axis];
    return OperatorCase.of("LayerNorm")
        .with("axis", axis)
        .input("data", Fill.normal(), shape)
        .parameter("gamma", AROUND_ONE, channels)
        .parameter("beta", Fill.normal(), channels);
  }

  private static Stream<OperatorCase> layer() {
    Stream<OperatorCase> saved =
        Stream.of(
            layer(-1, 2, 9, 24).with("eps", "1e-12"),
            layer(-1, 3, 64),
            layer(-1, 1, 7, 768).with("eps", "1e-05"),
            layer(0, 5, 3),
            layer(1, 2, 5, 3),
            layer(2, 2, 3, 5, 4),
            layer(-2, 2, 3, 5, 4),
            layer(-1, 2, 3, 5, 17).with("output_mean_var", true).outputs(3));
    Choices choices = new Choices(5);
    Stream<OperatorCase> drawn =
        Choices.times(15)
            .mapToObj(
                number -> {
                  int[] shape = choices.sizes(choices.between(1, 4), 2, 9);
                  return layer(choices.between(-shape.length, shape.length - 1), shape);
                });
    return Stream.concat(saved, drawn);
  }

  private static Stream<OperatorCase> group() {
    return Stream.of(1, 2, 3, 6)
        .flatMap(
            groups ->
                Stream.of(new int[] {2, 6, 5}, new int[] {2, 6, 3, 4}, new int[] {1, 6, 2, 3, 2})
                    .map(
                        shape ->
                            OperatorCase.of("GroupNorm")
                                .with("num_groups", groups)
                                .input("data", Fill.normal(), shape)
                                .parameter("gamma", AROUND_ONE, groups)
                                .parameter("beta", Fill.normal(), groups)));
  }

  private static Stream<OperatorCase> length() {
    return Stream.of("instance", "channel", "spatial")
        .flatMap(
            mode ->
                Stream.of(
                        new int[] {2, 5},
                        new int[] {2, 3, 7},
                        new int[] {2, 3, 5, 7},
                        new int[] {1, 1, 3, 3},
                        new int[] {5})
                    .filter(shape -> mode.equals("instance") || shape.length > 2)
                    .flatMap(
                        shape ->
                            Stream.of("1e-05", "1e-10")
                                .map(
                                    eps ->
                                        OperatorCase.of("L2Normalization")
                                            .with("mode", mode)
                                            .with("eps", eps)
                                            .input("data", Fill.normal(), shape))));
  }

  private static Stream<OperatorCase> acrossChannels() {
    OperatorCase saved =
        OperatorCase.of("LRN")
            .with("alpha", 0.0001)
            .with("beta", 0.75)
            .with("knorm", 1)
            .with("nsize", 5)
            .input("data", Fill.normal(3), 2, 9, 5, 7);
    return Stream.of(
        saved,
        saved.with("alpha", 0.5),
        saved.with("knorm", 2).with("alpha", 1).with("nsize", 3),
        saved.with("beta", 0.5).with("alpha", 2).with("nsize", 7),
        OperatorCase.of("LRN").with("nsize", 5).input("data", Fill.normal(9), 1, 2, 3, 3),
        OperatorCase.of("LRN").with("nsize", 1).input("data", Fill.normal(9), 1, 4, 3, 3));
  }

  private static Stream<OperatorCase> moments() {
    return Stream.of("(0,)", "(0, 2)", "(1,)", "(0, 1, 2)")
        .flatMap(
            axes ->
                Stream.of(true, false)
                    .map(
                        keep ->
                            OperatorCase.of("moments")
                                .with("axes", axes)
                                .with("keepdims", keep)
                                .outputs(2)
                                .input("data", Fill.normal(), 3, 5, 4)));
  }
}
