package dev.weft.testkit.zoo;

import java.util.List;

/**
 * Adds the stages of a residual network to it: every stage but the first halves the image, and a
 * block whose input differs from its output in shape takes the input through a convolution of its
 * own.
 *
 * <p>The last gammas of a block are drawn around one over the root of the number of blocks, so that
 * the sum of all branches, and with it the output, stays at the scale of the input in any depth.
 *
 * @param blocks how many blocks each stage has
 * @param channels how many channels each stage gives
 * @param bottleneck whether a block is 1×1, 3×3, 1×1 with a quarter of the channels between, and
 *     not 3×3, 3×3
 * @param biased whether the 1×1 convolutions of a bottleneck have biases
 */
record ResidualStages(
    List<Integer> blocks, List<Integer> channels, boolean bottleneck, boolean biased) {

  static final String EPSILON = "1e-05";

  Feature addTo(NetworkBuilder network, Feature in) {
    Feature value = in;
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        String name = "stage" + (stage + 1) + "_block" + (block + 1);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        value = addBlock(network, name, value, channels.get(stage), stride);
      }
    }
    return value;
  }

  private Feature addBlock(
      NetworkBuilder network, String name, Feature in, int filters, int stride) {
    Feature body =
        bottleneck
            ? bottleneck(network, name, in, filters, stride)
            : basic(network, name, in, filters, stride);
    Feature shortcut = in;
    if (stride != 1 || in.channels() != filters) {
      Feature projected =
          network.convolution(
              name + "_downsample_conv", in, filters, new Window(1, stride, 0), false);
      shortcut = network.batchNorm(name + "_downsample_bn", projected, EPSILON, 1);
    }
    Feature sum = network.add(name + "_plus", body, shortcut);
    return network.activation(name + "_relu", sum, "relu");
  }

  private Feature basic(NetworkBuilder network, String name, Feature in, int filters, int stride) {
    Feature first =
        network.convolution(name + "_conv1", in, filters, new Window(3, stride, 1), false);
    Feature active = normalized(network, name, 1, first);
    Feature last =
        network.convolution(name + "_conv2", active, filters, new Window(3, 1, 1), false);
    return network.batchNorm(name + "_bn2", last, EPSILON, branchGamma());
  }

  private Feature bottleneck(
      NetworkBuilder network, String name, Feature in, int filters, int stride) {
    int inner = filters / 4;
    Feature reduced =
        network.convolution(name + "_conv1", in, inner, new Window(1, stride, 0), biased);
    Feature narrow = normalized(network, name, 1, reduced);
    Feature spatial =
        network.convolution(name + "_conv2", narrow, inner, new Window(3, 1, 1), false);
    Feature mixed = normalized(network, name, 2, spatial);
    Feature expanded =
        network.convolution(name + "_conv3", mixed, filters, new Window(1, 1, 0), biased);
    return network.batchNorm(name + "_bn3", expanded, EPSILON, branchGamma());
  }

  private static Feature normalized(NetworkBuilder network, String name, int index, Feature in) {
    Feature bn = network.batchNorm(name + "_bn" + index, in, EPSILON, 1);
    return network.activation(name + "_relu" + index, bn, "relu");
  }

  private double branchGamma() {
    return 1 / StrictMath.sqrt(blocks.stream().mapToInt(Integer::intValue).sum());
  }
}
