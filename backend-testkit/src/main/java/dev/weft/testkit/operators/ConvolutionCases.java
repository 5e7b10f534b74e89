package dev.weft.testkit.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Convolutions in one, two and three dimensions. */
final class ConvolutionCases {
  private static final int[] BY_DIMENSIONS = {40, 90, 30};

  private ConvolutionCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(saved(), drawn(), Stream.of(oldNames())).flatMap(part -> part);
  }

  /** A convolution; the number of channels is that of the groups times {@code perGroup}. */
  static OperatorCase of(
      int batch, int[] sizes, int[] kernel, int groups, int perGroup, int filters, boolean bias) {
    OperatorCase without =
        OperatorCase.of("Convolution")
            .with("kernel", Tuples.of(kernel))
            .with("num_filter", filters)
            .with("num_group", groups)
            .with("no_bias", !bias)
            .input("data", Fill.normal(), Tuples.image(batch, groups * perGroup, sizes))
            .parameter("weight", Fill.normal(), Tuples.image(filters, perGroup, kernel));
    return bias ? without.parameter("bias", Fill.normal(), filters) : without;
  }

  private static Stream<OperatorCase> saved() {
    int[] nine = {9, 11};
    return Stream.of(
        of(1, new int[] {28, 28}, new int[] {3, 3}, 1, 3, 64, true)
            .with("pad", "(1, 1)")
            .with("stride", "(2, 2)")
            .with("dilate", "(1, 1)")
            .with("layout", "NCHW")
            .with("cudnn_tune", "off")
            .with("cudnn_off", false)
            .with("workspace", 1024),
        of(2, nine, new int[] {1, 1}, 1, 40, 24, false)
            .with("pad", "(0,0)")
            .with("stride", "(1,1)"),
        of(1, nine, new int[] {3, 3}, 1, 16, 16, true)
            .with("dilate", "(2, 2)")
            .with("pad", "(2, 2)"),
        of(1, new int[] {15, 15}, new int[] {3, 3}, 1, 8, 8, true)
            .with("dilate", "(6, 6)")
            .with("pad", "(6, 6)"),
        of(1, new int[] {14, 14}, new int[] {3, 3}, 32, 1, 32, false)
            .with("pad", "(1, 1)")
            .with("stride", "(2, 2)"),
        of(3, nine, new int[] {3, 3}, 16, 1, 32, true).with("pad", "(1, 1)"),
        of(1, nine, new int[] {3, 3}, 4, 16, 64, false).with("pad", "[1,1]"),
        of(1, new int[] {32, 32}, new int[] {8, 8}, 1, 3, 16, true)
            .with("pad", "(2, 2)")
            .with("stride", "(4, 4)"),
        of(1, new int[] {30, 30}, new int[] {7, 7}, 1, 3, 64, false)
            .with("pad", "(3, 3)")
            .with("stride", "(2, 2)"),
        of(2, nine, new int[] {1, 1}, 1, 16, 8, true).with("pad", "(1, 1)"),
        of(1, new int[] {11, 3}, new int[] {5, 1}, 1, 4, 6, true).with("pad", "(2, 0)"),
        of(1, nine, new int[] {3, 3}, 1, 5, 7, true)
            .with("layout", "None")
            .with("cudnn_tune", "None")
            .with("dilate", "()")
            .with("stride", "()")
            .with("pad", "()"),
        of(1, new int[] {4, 12, 12}, new int[] {3, 7, 7}, 1, 3, 8, false)
            .with("layout", "NCDHW")
            .with("pad", "(1, 3, 3)")
            .with("stride", "(1, 2, 2)"));
  }

  private static Stream<OperatorCase> drawn() {
    Choices choices = new Choices(1);
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(
            rank ->
                Choices.times(BY_DIMENSIONS[rank - 1]).mapToObj(number -> drawn(choices, rank)));
  }

  private static OperatorCase drawn(Choices choices, int rank) {
    int[] kernel = choices.sizes(rank, 1, rank == 3 ? 3 : 5);
    int[] dilate = choices.oneIn(3) ? choices.sizes(rank, 1, 3) : ones(rank);
    int[] stride = choices.coin() ? choices.sizes(rank, 1, 3) : ones(rank);
    int[] pad = choices.coin() ? choices.sizes(rank, 0, 3) : new int[rank];
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      int reach = dilate[i] * (kernel[i] - 1);
      pad[i] = Math.min(pad[i], reach);
      int least = Math.max(1, reach + 1 - 2 * pad[i]);
      sizes[i] = least + (choices.oneIn(5) ? 0 : choices.between(0, rank == 3 ? 5 : 12));
    }
    int groups = choices.of(1, 1, 1, 2, 3, 4, 5);
    int perGroup = choices.of(1, 1, 2, 3, 4, 8, 16);
    int filters = groups * choices.of(1, 1, 2, 3, 4, 8);
    OperatorCase drawn =
        of(choices.between(1, 3), sizes, kernel, groups, perGroup, filters, choices.coin());
    List<OperatorCase> made = new ArrayList<>(List.of(drawn));
    add(made, "stride", stride);
    add(made, "pad", pad);
    add(made, "dilate", dilate);
    OperatorCase last = made.get(made.size() - 1);
    return last;
  }

  private static void add(List<OperatorCase> made, String key, int[] values) {
    made.add(made.get(made.size() - 1).with(key, Tuples.of(values)));
  }

  private static OperatorCase[] oldNames() {
    OperatorCase plain = of(2, new int[] {7, 6}, new int[] {3, 2}, 2, 3, 4, true);
    return new OperatorCase[] {plain.named("Convolution_v1").with("pad", "(1, 1)")};
  }

  private static int[] ones(int rank) {
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return ones;
  }
}
