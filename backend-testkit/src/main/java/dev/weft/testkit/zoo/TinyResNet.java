package dev.weft.testkit.zoo;

import java.util.List;

/**
 * A residual network in miniature, for tests that shall be fast: the form that He et al.
 * (arXiv:1512.03385), section 4.2, gave to small images, with half the channels and four blocks.
 * One of them has no downsampling. Input 3×32×32, 10 classes, about 100 kB.
 */
public final class TinyResNet {

  private static final int CLASSES = 10;

  private TinyResNet() {}

  /**
   * The network {@code tiny-resnet}.
   *
   * @param head what it gives out
   * @return the network
   */
  public static Network of(Head head) {
    ResidualStages stages = new ResidualStages(List.of(1, 2, 1), List.of(8, 16, 32), false, false);
    NetworkBuilder network = new NetworkBuilder(List.of(3, 32, 32));
    Feature conv = network.convolution("conv0", network.input(), 8, new Window(3, 1, 1), false);
    Feature bn = network.batchNorm("bn0", conv, ResidualStages.EPSILON, 1);
    Feature last = stages.addTo(network, network.activation("relu0", bn, "relu"));
    Feature pooled = network.globalAveragePool("pool1", last);
    return network.build("tiny-resnet", network.classifier("fc1", pooled, CLASSES), head);
  }
}
