package dev.weft.testkit.zoo;

import java.util.List;

/**
 * Residual networks for ImageNet, as He et al. first gave them, "Deep residual learning for image
 * recognition" (arXiv:1512.03385), table 1: convolution, batch normalization and ReLU in this
 * order, and the stride of a bottleneck in its first 1×1 convolution. Input 3×224×224, 1,000
 * classes.
 */
public final class ResNetV1 {

  private static final int CLASSES = 1000;

  private ResNetV1() {}

  /**
   * The network of the paper, whose convolutions have no biases: {@code resnet-18}, and so on.
   *
   * @param layers 18, 34, 50, 101 or 152
   * @param head what it gives out
   * @return the network
   */
  public static Network ofLayers(int layers, Head head) {
    return build("resnet-" + layers, stages(layers, false), head);
  }

  /**
   * The network of Gluon's model zoo, where the 1×1 convolutions of bottlenecks have biases: {@code
   * resnet18_v1}, and so on.
   *
   * @param layers 18, 34, 50, 101 or 152
   * @param head what it gives out; Gluon's give {@link Head#LOGITS}
   * @return the network
   */
  public static Network ofGluon(int layers, Head head) {
    return build("resnet" + layers + "_v1", stages(layers, true), head);
  }

  private static ResidualStages stages(int layers, boolean biased) {
    List<Integer> blocks =
        switch (layers) {
          case 18 -> List.of(2, 2, 2, 2);
          case 34, 50 -> List.of(3, 4, 6, 3);
          case 101 -> List.of(3, 4, 23, 3);
          case 152 -> List.of(3, 8, 36, 3);
          default ->
              throw new IllegalArgumentException(
                  "no ResNet of " + layers + " layers; expected 18, 34, 50, 101 or 152");
        };
    boolean bottleneck = layers >= 50;
    List<Integer> channels =
        bottleneck ? List.of(256, 512, 1024, 2048) : List.of(64, 128, 256, 512);
    return new ResidualStages(blocks, channels, bottleneck, biased);
  }

  private static Network build(String name, ResidualStages stages, Head head) {
    NetworkBuilder network = new NetworkBuilder(List.of(3, 224, 224));
    Feature conv = network.convolution("conv0", network.input(), 64, new Window(7, 2, 3), false);
    Feature bn = network.batchNorm("bn0", conv, ResidualStages.EPSILON, 1);
    Feature relu = network.activation("relu0", bn, "relu");
    Feature pool = network.pool("pool0", relu, "max", new Window(3, 2, 1));
    Feature last = stages.addTo(network, pool);
    Feature pooled = network.globalAveragePool("pool1", last);
    return network.build(name, network.classifier("fc1", pooled, CLASSES), head);
  }
}
