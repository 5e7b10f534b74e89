package dev.weft.testkit.operators;

import dev.weft.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pooling of all kinds and conventions, and its first version. */
final class PoolingCases {
  private static final int[] BY_DIMENSIONS = {40, 100, 40};

  private PoolingCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(
            saved(), global(), drawn(), beyond(), strays(), same(), channelsLast(), firstVersion())
        .flatMap(part -> part);
  }

  private static OperatorCase of(String kind, int[] kernel, int... shape) {
    OperatorCase made =
        OperatorCase.of("Pooling")
            .with("pool_type", kind)
            .with("kernel", Tuples.of(kernel))
            .input("data", Fill.normal(), shape);
    return kind.equals("max") ? made.exact() : made;
  }

  private static Stream<OperatorCase> saved() {
    int[] two = {2, 2};
    int[] three = {3, 3};
    return Stream.of(
        of("max", three, 1, 4, 14, 13)
            .with("stride", "(2,2)")
            .with("pad", "(1,1)")
            .with("pooling_convention", "full"),
        of("max", two, 2, 3, 7, 9)
            .with("stride", "(2, 2)")
            .with("pooling_convention", "full")
            .with("count_include_pad", "None")
            .with("layout", "None")
            .with("p_value", "None"),
        of("max", two, 1, 3, 8, 8).with("stride", "(1, 2)").with("pooling_convention", "valid"),
        of("avg", two, 1, 3, 8, 8).with("p_value", 4),
        OperatorCase.of("Pooling")
            .with("pool_type", "max")
            .with("kernel", "(2, 2)")
            .with("stride", "(3, 3)")
            .with("pad", "(1, 1)")
            .with("pooling_convention", "full")
            .input("data", DataType.FLOAT16, Fill.normal(), 1, 2, 6, 7)
            .exact()
            .note("the last row of windows is behind the data: the least half, not infinity"),
        of("avg", three, 1, 5, 9, 9)
            .with("stride", "(1, 1)")
            .with("pad", "(1, 1)")
            .with("count_include_pad", false),
        of("avg", three, 1, 5, 9, 9)
            .with("stride", "(1, 1)")
            .with("pad", "(1, 1)")
            .with("count_include_pad", true)
            .with("layout", "NCHW"),
        of("avg", new int[] {8, 8}, 1, 3, 24, 16).with("stride", "(8, 8)"),
        of("avg", new int[] {7, 7}, 2, 6, 7, 7).with("pad", "(0,0)"),
        of("avg", new int[] {7, 7}, 2, 6, 9, 8).with("global_pool", true).with("cudnn_off", false),
        of("max", new int[] {1, 1}, 1, 3, 5, 5).with("stride", "(2, 2)").with("pad", "()"),
        of("max", new int[] {1, 3, 3}, 1, 4, 3, 9, 9)
            .with("stride", "(2, 2, 2)")
            .with("pad", "(0, 1, 1)")
            .with("layout", "NCDHW"));
  }

  private static Stream<OperatorCase> global() {
    List<int[]> shapes =
        List.of(
            new int[] {2, 3, 7},
            new int[] {2, 5, 7, 9},
            new int[] {1, 1, 1, 1},
            new int[] {3, 16, 1, 8},
            new int[] {1, 2, 3, 4, 5});
    return shapes.stream()
        .flatMap(
            shape ->
                Stream.of("max", "avg", "sum", "lp")
                    .map(
                        kind -> {
                          OperatorCase made =
                              OperatorCase.of("Pooling")
                                  .with("pool_type", kind)
                                  .with("global_pool", true)
                                  .input("data", Fill.normal(), shape);
                          return kind.equals("lp") ? made.with("p_value", 2) : made;
                        }));
  }

  private static Stream<OperatorCase> drawn() {
    Choices choices = new Choices(3);
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(
            rank ->
                Choices.times(BY_DIMENSIONS[rank - 1]).mapToObj(number -> drawn(choices, rank)));
  }

  private static OperatorCase drawn(Choices choices, int rank) {
    String kind = choices.of("max", "max", "avg", "avg", "sum", "lp");
    int[] kernel = choices.sizes(rank, 1, 4);
    int[] stride = choices.sizes(rank, 1, 3);
    int[] pad = new int[rank];
    int[] sizes = new int[rank];
    boolean plain = choices.oneIn(5);
    if (plain) {
      stride = all(1, rank);
    }
    for (int i = 0; i < rank; i++) {
      pad[i] = plain ? 0 : choices.between(0, kernel[i] / 2);
      sizes[i] = Math.max(1, kernel[i] - 2 * pad[i]) + choices.between(0, rank == 3 ? 4 : 9);
    }
    String convention = choices.of("valid", "full");
    if (convention.equals("full")) {
      requireWindowsWithin(sizes, kernel, stride, pad);
    }
    OperatorCase made =
        of(kind, kernel, Tuples.image(choices.between(1, 3), choices.of(1, 2, 3, 16), sizes))
            .with("pooling_convention", convention);
    if (!plain) {
      made = made.with("stride", Tuples.of(stride)).with("pad", Tuples.of(pad));
    }
    if (kind.equals("avg") && choices.coin()) {
      made = made.with("count_include_pad", choices.coin());
    }
    return kind.equals("lp") ? made.with("p_value", choices.of(1, 2, 2, 3)) : made;
  }

  /** Rounding up can leave a last window that lies behind the data; no such case is drawn. */
  private static void requireWindowsWithin(int[] sizes, int[] kernel, int[] stride, int[] pad) {
    for (int i = 0; i < sizes.length; i++) {
      int steps = ceiling(sizes[i] + 2 * pad[i] - kernel[i], stride[i]);
      while (steps * stride[i] - pad[i] >= sizes[i]) {
        sizes[i]++;
        steps = ceiling(sizes[i] + 2 * pad[i] - kernel[i], stride[i]);
      }
    }
  }

  /** What is not a number is never the greatest. */
  private static Stream<OperatorCase> strays() {
    Fill strays =
        Fill.of(
            1, Double.NaN, 3, -2, Double.POSITIVE_INFINITY, 0.5, Double.NEGATIVE_INFINITY, 2, -4);
    int[][] shapes = {{1, 2, 10}, {1, 2, 6, 10}, {1, 2, 4, 6, 10}};
    return Arrays.stream(shapes)
        .flatMap(
            shape ->
                Stream.of("valid", "full")
                    .map(
                        convention ->
                            OperatorCase.of("Pooling")
                                .with("pool_type", "max")
                                .with("kernel", Tuples.of(all(2, shape.length - 2)))
                                .with("stride", Tuples.of(all(3, shape.length - 2)))
                                .with("pooling_convention", convention)
                                .input("data", strays, shape)
                                .exact()
                                .notFinite()));
  }

  /** The last window of each axis lies behind the data, or in the padding alone. */
  private static Stream<OperatorCase> beyond() {
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(rank -> Stream.of("max", "avg", "sum", "lp").flatMap(kind -> beyond(kind, rank)));
  }

  private static Stream<OperatorCase> beyond(String kind, int rank) {
    int[] sizes = {4, 5, 7};
    OperatorCase made =
        of(kind, all(1, rank), Tuples.image(2, 3, Arrays.copyOf(sizes, rank)))
            .with("stride", Tuples.of(IntStream.range(0, rank).map(i -> 2 + i).toArray()))
            .with("pooling_convention", "full");
    OperatorCase padded =
        of(kind, all(2, rank), Tuples.image(1, 2, Arrays.copyOf(sizes, rank)))
            .with("stride", Tuples.of(all(3, rank)))
            .with("pad", Tuples.of(all(1, rank)))
            .with("pooling_convention", "full");
    Stream<OperatorCase> cases = Stream.of(made, padded);
    return switch (kind) {
      case "avg" ->
          cases.flatMap(
              each ->
                  Stream.of(true, false)
                      .map(counts -> each.with("count_include_pad", counts))
                      .map(counting -> rank == 3 ? counting.notFinite() : counting));
      case "lp" -> cases.map(each -> each.with("p_value", 2));
      default -> cases;
    };
  }

  private static int[] all(int value, int rank) {
    return IntStream.range(0, rank).map(i -> value).toArray();
  }

  private static int ceiling(int dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }

  private static Stream<OperatorCase> same() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int size : new int[] {5, 8, 9}) {
      for (int stride : new int[] {1, 2, 3}) {
        cases.add(
            of("max", new int[] {3}, 2, 3, size)
                .with("pooling_convention", "same")
                .with("pad", "(0, 0, 0)")
                .with("stride", Tuples.of(stride))
                .typed(DataType.FLOAT64)
                .tolerance(OperatorCase.FLOAT32_TOLERANCE)
                .note("libmxnet 1.9 asks for three paddings, and refuses 32-bit floats"));
      }
    }
    return cases.stream();
  }

  private static Stream<OperatorCase> channelsLast() {
    return Stream.of("max", "avg", "sum")
        .flatMap(
            kind ->
                Stream.of(
                    of(kind, new int[] {3}, 2, 8, 3).with("layout", "NWC").with("stride", "(2,)"),
                    of(kind, new int[] {3, 2}, 2, 8, 7, 3)
                        .with("layout", "NHWC")
                        .with("stride", "(2, 1)")
                        .with("pad", "(1, 1)"),
                    of(kind, new int[] {1, 1}, 2, 8, 7, 3)
                        .with("layout", "NHWC")
                        .with("global_pool", true),
                    of(kind, new int[] {2, 2, 2}, 1, 4, 5, 6, 3).with("layout", "NDHWC")));
  }

  private static Stream<OperatorCase> firstVersion() {
    return Stream.of("max", "avg", "sum")
        .flatMap(
            kind ->
                Stream.of("valid", "full")
                    .map(
                        convention ->
                            of(kind, new int[] {3, 3}, 2, 3, 9, 8)
                                .named("Pooling_v1")
                                .with("stride", "(2, 2)")
                                .with("pad", "(1, 1)")
                                .with("pooling_convention", convention)));
  }
}
