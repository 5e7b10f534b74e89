package dev.weft.demo;

import java.util.Map;
import java.util.TreeMap;

/**
 * The architecture: three pairs of 3 by 3 convolutions with batch normalisation, each pair followed
 * by pooling, and one fully connected layer.
 */
final class GlyphNet {
  private static final int[][] WIDTHS = {{16, 16}, {32, 32}, {64, 64}};

  private GlyphNet() {}

  /** The graph from {@code data} to {@code softmax}; the caller closes it. */
  static Symbol symbol(Mxnet mxnet) {
    Symbol symbol = Symbol.variable(mxnet, "data");
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int layer = 0; layer < WIDTHS[stage].length; layer++) {
        String suffix = (stage + 1) + "_" + (layer + 1);
        symbol = convolution(symbol, suffix, WIDTHS[stage][layer]);
      }
      symbol =
          symbol.then(
              "Pooling",
              "pool" + (stage + 1),
              sorted(Map.of("kernel", "(2, 2)", "stride", "(2, 2)", "pool_type", "max")));
    }
    String classes = Integer.toString(GlyphClasses.count());
    return symbol
        .then("Flatten", "flatten", Map.of())
        .then("FullyConnected", "fc", Map.of("num_hidden", classes))
        .then("SoftmaxOutput", "softmax", Map.of());
  }

  private static Symbol convolution(Symbol input, String suffix, int filters) {
    return input
        .then(
            "Convolution",
            "conv" + suffix,
            sorted(
                Map.of(
                    "kernel", "(3, 3)",
                    "pad", "(1, 1)",
                    "num_filter", Integer.toString(filters),
                    "no_bias", "True")))
        .then("BatchNorm", "bn" + suffix, sorted(Map.of("fix_gamma", "False", "eps", "0.001")))
        .then("Activation", "relu" + suffix, Map.of("act_type", "relu"));
  }

  /** In an order of their own, so that the same program writes the same file. */
  private static Map<String, String> sorted(Map<String, String> attributes) {
    return new TreeMap<>(attributes);
  }
}
