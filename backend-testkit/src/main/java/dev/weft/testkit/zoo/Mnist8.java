package dev.weft.testkit.zoo;

import java.util.List;

/**
 * The network {@code mnist-8} of the ONNX model zoo: two 5×5 convolutions with ReLU and max
 * pooling, and one dense layer. Input 1×28×28, 10 classes, 24 kB: so little to compute that a call
 * shows what a call costs by itself.
 */
public final class Mnist8 {

  private static final int CLASSES = 10;

  private Mnist8() {}

  /**
   * The network {@code mnist-8}.
   *
   * @param head what it gives out
   * @return the network
   */
  public static Network of(Head head) {
    NetworkBuilder network = new NetworkBuilder(List.of(1, 28, 28));
    Feature first = stage(network, 1, network.input(), 8, new Window(2, 2, 0));
    Feature second = stage(network, 2, first, 16, new Window(3, 3, 0));
    return network.build("mnist-8", network.dense("fc1", second, CLASSES), head);
  }

  private static Feature stage(
      NetworkBuilder network, int index, Feature in, int filters, Window pooling) {
    Feature conv = network.convolution("conv" + index, in, filters, new Window(5, 1, 2), true);
    Feature relu = network.activation("relu" + index, conv, "relu");
    return network.pool("pool" + index, relu, "max", pooling);
  }
}
