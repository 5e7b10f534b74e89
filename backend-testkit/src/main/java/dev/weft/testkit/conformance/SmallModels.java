package dev.weft.testkit.conformance;

import dev.weft.ModelSource;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.LeNet;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.TinyResNet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Models small enough to be made anew in every test. */
final class SmallModels {

  private SmallModels() {}

  /** A residual network for images of 3 channels and any size of at least 4. */
  static ModelSource tinyResNet() {
    return of(TinyResNet.of(Head.LOGITS), 42);
  }

  /** A network for images of 1×28×28 only. */
  static ModelSource leNet() {
    return of(LeNet.of(Head.SOFTMAX), 42);
  }

  static ModelSource of(Network network, long seed) {
    return of(network.symbolJson(), network.arrays(seed));
  }

  static ModelSource of(String symbolJson, List<NamedArray> arrays) {
    return ModelSource.mxnet(bytes(symbolJson), ParamsWriter.defaults().toBytes(arrays));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Two sums of three inputs: {@code (x + 2y + 3z + 10, 4x + 5y + 6z + 20)}. */
  static ModelSource dense() {
    return of(denseSymbol(), denseArrays());
  }

  static String denseSymbol() {
    SymbolWriter symbol = new SymbolWriter();
    Output dense =
        symbol.node(
            "FullyConnected",
            "fc",
            Map.of("num_hidden", "2"),
            List.of(
                symbol.variable("data"), symbol.variable("fc_weight"), symbol.variable("fc_bias")));
    return symbol.toJson(List.of(dense));
  }

  static List<NamedArray> denseArrays() {
    return List.of(
        NamedArray.floats("fc_weight", List.of(2, 3), 1, 2, 3, 4, 5, 6),
        NamedArray.floats("fc_bias", List.of(2), 10, 20));
  }

  /** Adds two inputs of one shape to a parameter of two elements. */
  static ModelSource twoInputs() {
    SymbolWriter symbol = new SymbolWriter();
    Output sum =
        symbol.node(
            "elemwise_add",
            "sum",
            Map.of(),
            List.of(symbol.variable("left"), symbol.variable("right")));
    Output shifted =
        symbol.node("broadcast_add", "shifted", Map.of(), List.of(sum, symbol.variable("offset")));
    return of(
        symbol.toJson(List.of(shifted)),
        List.of(NamedArray.floats("offset", List.of(1, 2), 100, 200)));
  }
}
