package dev.weft.testkit.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkZooTest {

  @ParameterizedTest
  @CsvSource({
    "mnist-8, 5994, 5994",
    "tiny-resnet, 24626, 25026",
    "mlp, 109386, 109386",
    "lenet, 431080, 431080",
    "inception-bn, 11295240, 11315272",
    "resnet-18, 11689512, 11699112",
    "resnet-50, 25557032, 25610152",
    "resnet-152, 60192808, 60344232"
  })
  void countsAreThePublishedOnes(String name, long learned, long stored) {
    Network network = NetworkZoo.named(name, Head.SOFTMAX);
    assertEquals(learned, network.learnedCount());
    assertEquals(stored, network.storedCount());
  }

  /** Those of the table of pretrained models in Gluon's documentation. */
  @ParameterizedTest
  @CsvSource({"18, 11699112", "34, 21814696", "50, 25629032", "101, 44695144", "152, 60404072"})
  void countsOfGluonAreItsOwn(int layers, long stored) {
    assertEquals(stored, ResNetV1.ofGluon(layers, Head.LOGITS).storedCount());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-18, 20, 20, 0, 8",
    "resnet-50, 53, 53, 0, 16",
    "resnet-152, 155, 155, 0, 50",
    "inception-bn, 69, 69, 10, 0"
  })
  void operatorsAreAsManyAsPublished(String name, int conv, int bn, int concat, int add) {
    SymbolGraph graph = new SymbolGraph(NetworkZoo.named(name, Head.LOGITS).symbolJson());
    assertEquals(conv, graph.count("Convolution"));
    assertEquals(bn, graph.count("BatchNorm"));
    assertEquals(concat, graph.count("Concat"));
    assertEquals(add, graph.count("elemwise_add"));
    assertEquals(1, graph.count("FullyConnected"));
  }

  @ParameterizedTest
  @MethodSource("dev.weft.testkit.zoo.NetworkZoo#names")
  void graphsAreWellFormedAndHaveTheirParameters(String name) {
    for (Head head : Head.values()) {
      Network network = NetworkZoo.named(name, head);
      SymbolGraph graph = new SymbolGraph(network.symbolJson());
      graph.requireWellFormed();
      List<String> expected = new ArrayList<>(List.of(network.inputName()));
      network.parameters().forEach(spec -> expected.add(spec.name()));
      expected.addAll(network.labels());
      assertEquals(expected, graph.variables());
      assertEquals(head == Head.SOFTMAX ? 1 : 0, graph.count("SoftmaxOutput"));
    }
  }

  @Test
  void refusesAnUnknownName() {
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class, () -> NetworkZoo.named("alexnet", Head.LOGITS));
    assertTrue(thrown.toString().contains("tiny-resnet"), thrown::toString);
    assertThrows(IllegalArgumentException.class, () -> ResNetV1.ofLayers(20, Head.LOGITS));
  }
}
