package dev.weft.testkit.zoo;

import java.util.List;

/**
 * The small convolutional network of LeCun et al., "Gradient-based learning applied to document
 * recognition" (1998), in the form that MXNet's examples give it: two convolutions with tanh and
 * max pooling, two dense layers. Input 1×28×28, 10 classes.
 */
public final class LeNet {

  private static final int CLASSES = 10;

  private LeNet() {}

  /**
   * The network {@code lenet}.
   *
   * @param head what it gives out
   * @return the network
   */
  public static Network of(Head head) {
    NetworkBuilder network = new NetworkBuilder(List.of(1, 28, 28));
    Feature first = stage(network, 1, network.input(), 20);
    Feature second = stage(network, 2, first, 50);
    Feature flat = network.flatten("flatten", second);
    Feature hidden = network.activation("tanh3", network.dense("fc1", flat, 500), "tanh");
    return network.build("lenet", network.dense("fc2", hidden, CLASSES), head);
  }

  private static Feature stage(NetworkBuilder network, int index, Feature in, int filters) {
    Feature conv = network.convolution("conv" + index, in, filters, new Window(5, 1, 0), true);
    Feature tanh = network.activation("tanh" + index, conv, "tanh");
    return network.pool("pool" + index, tanh, "max", new Window(2, 2, 0));
  }
}
