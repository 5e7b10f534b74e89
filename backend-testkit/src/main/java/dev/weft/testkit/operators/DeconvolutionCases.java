package dev.weft.testkit.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Transposed convolutions in one, two and three dimensions. */
final class DeconvolutionCases {
  private static final int[] BY_DIMENSIONS = {25, 70, 20};

  private DeconvolutionCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(saved(), wide(), drawn()).flatMap(cases -> cases);
  }

  static OperatorCase of(
      int batch, int[] sizes, int[] kernel, int groups, int perGroup, int filters, boolean bias) {
    OperatorCase without =
        OperatorCase.of("Deconvolution")
            .with("kernel", Tuples.of(kernel))
            .with("num_filter", filters * groups)
            .with("num_group", groups)
            .with("no_bias", !bias)
            .input("data", Fill.normal(), Tuples.image(batch, groups * perGroup, sizes))
            .parameter("weight", Fill.normal(), Tuples.image(groups * perGroup, filters, kernel));
    return bias ? without.parameter("bias", Fill.normal(), filters * groups) : without;
  }

  private static Stream<OperatorCase> saved() {
    return Stream.of(
        of(1, new int[] {9, 7}, new int[] {6, 6}, 1, 8, 16, true)
            .with("pad", "(2, 2)")
            .with("stride", "(2, 2)")
            .with("dilate", "(1, 1)")
            .with("layout", "NCHW"),
        of(2, new int[] {5, 6}, new int[] {8, 8}, 1, 4, 6, true)
            .with("pad", "(2, 2)")
            .with("stride", "(4, 4)"),
        of(1, new int[] {4, 4}, new int[] {12, 12}, 1, 4, 3, true)
            .with("pad", "(2, 2)")
            .with("stride", "(8, 8)"),
        of(1, new int[] {7, 9}, new int[] {4, 4}, 3, 1, 1, false)
            .with("pad", "(1, 1)")
            .with("stride", "(2, 2)"),
        of(2, new int[] {7, 5}, new int[] {3, 3}, 1, 6, 4, false)
            .with("pad", "(1, 1)")
            .with("adj", "(1, 1)")
            .with("stride", "(2, 2)"),
        of(1, new int[] {6, 6}, new int[] {2, 2}, 1, 6, 4, false)
            .with("stride", "(2,2)")
            .with("pad", "(0,0)")
            .with("adj", "(0,0)")
            .with("target_shape", "(0,0)")
            .with("workspace", 2048),
        of(1, new int[] {3, 3}, new int[] {14, 14}, 1, 2, 1, true)
            .with("pad", "(3, 3)")
            .with("stride", "(8, 8)"));
  }

  /** As many channels and filters as generators of images have, which are computed in blocks. */
  private static Stream<OperatorCase> wide() {
    return Stream.of(
        of(2, new int[] {1, 1}, new int[] {4, 4}, 1, 100, 64, false),
        of(2, new int[] {4, 4}, new int[] {4, 4}, 1, 64, 32, false)
            .with("stride", "(2, 2)")
            .with("pad", "(1, 1)"),
        of(1, new int[] {9, 8}, new int[] {4, 4}, 1, 32, 3, true)
            .with("stride", "(2, 2)")
            .with("pad", "(1, 1)"),
        of(1, new int[] {6, 5}, new int[] {4, 3}, 2, 16, 32, true)
            .with("stride", "(2, 1)")
            .with("pad", "(1, 1)"),
        of(1, new int[] {6, 5}, new int[] {3, 3}, 1, 48, 33, true).with("dilate", "(2, 1)"),
        of(2, new int[] {5, 5}, new int[] {4, 4}, 32, 1, 1, false)
            .with("stride", "(2, 2)")
            .with("pad", "(1, 1)"),
        of(1, new int[] {11}, new int[] {4}, 1, 32, 16, true).with("stride", "(2,)"),
        of(1, new int[] {3, 4, 5}, new int[] {3, 3, 3}, 1, 16, 32, true)
            .with("stride", "(2, 2, 2)")
            .with("pad", "(1, 1, 1)"));
  }

  private static Stream<OperatorCase> drawn() {
    Choices choices = new Choices(2);
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(
            rank ->
                Choices.times(BY_DIMENSIONS[rank - 1]).mapToObj(number -> drawn(choices, rank)));
  }

  private static OperatorCase drawn(Choices choices, int rank) {
    int[] kernel = choices.sizes(rank, 1, rank == 3 ? 3 : 5);
    int[] stride = choices.sizes(rank, 1, 3);
    int[] dilate = new int[rank];
    Arrays.fill(dilate, 1);
    if (rank < 3 && choices.oneIn(3)) {
      dilate = choices.sizes(rank, 1, 2);
    }
    int[] sizes = choices.sizes(rank, 1, rank == 3 ? 4 : 7);
    boolean targeted = choices.oneIn(4);
    int[] pad = new int[rank];
    int[] adj = new int[rank];
    int[] target = new int[rank];
    for (int i = 0; i < rank; i++) {
      int whole = stride[i] * (sizes[i] - 1) + dilate[i] * (kernel[i] - 1) + 1;
      pad[i] = choices.between(0, Math.min(2, (whole - 1) / 2));
      adj[i] = choices.between(0, Math.min(targeted ? 2 * pad[i] : 9, stride[i] - 1));
      adj[i] = targeted ? Math.min(1, adj[i]) : adj[i];
      target[i] = whole - 2 * pad[i] + adj[i];
    }
    OperatorCase made =
        of(
                choices.between(1, 3),
                sizes,
                kernel,
                choices.of(1, 1, 1, 2, 3),
                choices.of(1, 2, 3, 4, 8),
                choices.of(1, 2, 3, 5, 8),
                choices.coin())
            .with("stride", Tuples.of(stride))
            .with("dilate", Tuples.of(dilate));
    OperatorCase padded = made.with("pad", Tuples.of(pad));
    if (targeted) {
      return padded
          .with("adj", Tuples.of(adj))
          .with("target_shape", Tuples.of(target))
          .note("libmxnet computes only if the padding that it infers from target_shape is given");
    }
    return choices.coin() ? padded.with("adj", Tuples.of(adj)) : padded;
  }
}
