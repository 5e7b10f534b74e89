package dev.weft.testkit.zoo;

import java.util.List;

/**
 * Three dense layers of 128, 64 and 10 with ReLU between, the first network of MXNet's tutorials.
 * Input 1×28×28, which the first layer flattens by itself, 10 classes.
 */
public final class MultilayerPerceptron {

  private static final int CLASSES = 10;

  private MultilayerPerceptron() {}

  /**
   * The network {@code mlp}.
   *
   * @param head what it gives out
   * @return the network
   */
  public static Network of(Head head) {
    NetworkBuilder network = new NetworkBuilder(List.of(1, 28, 28));
    Feature first = network.activation("relu1", network.dense("fc1", network.input(), 128), "relu");
    Feature second = network.activation("relu2", network.dense("fc2", first, 64), "relu");
    return network.build("mlp", network.dense("fc3", second, CLASSES), head);
  }
}
