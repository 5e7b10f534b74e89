package dev.weft.testkit.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The networks by name, small ones first. Nothing is built before it is asked for. */
public final class NetworkZoo {

  private static final Map<String, Function<Head, Network>> NETWORKS = networks();

  private NetworkZoo() {}

  /**
   * The names there are.
   *
   * @return the names, in rising size
   */
  public static List<String> names() {
    return List.copyOf(NETWORKS.keySet());
  }

  /**
   * A network by its name.
   *
   * @param name one of {@link #names}
   * @param head what it gives out
   * @return the network
   * @throws IllegalArgumentException if there is no such name
   */
  public static Network named(String name, Head head) {
    Function<Head, Network> network = NETWORKS.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "no network is named \"" + name + "\"; expected one of " + names());
    }
    return network.apply(head);
  }

  private static Map<String, Function<Head, Network>> networks() {
    Map<String, Function<Head, Network>> networks = new LinkedHashMap<>();
    networks.put("mnist-8", Mnist8::of);
    networks.put("tiny-resnet", TinyResNet::of);
    networks.put("mlp", MultilayerPerceptron::of);
    networks.put("lenet", LeNet::of);
    networks.put("inception-bn", InceptionBn::of);
    networks.put("resnet-18", head -> ResNetV1.ofLayers(18, head));
    networks.put("resnet-50", head -> ResNetV1.ofLayers(50, head));
    networks.put("resnet-152", head -> ResNetV1.ofLayers(152, head));
    return networks;
  }
}
