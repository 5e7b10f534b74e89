package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.ModelSource;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.GraphVerifier;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What each pass makes of a small graph, as text. After a wanted change, the test's failure shows
 * the new text, which takes the place of the stored one.
 */
class GoldenGraphTest {
  @Test
  void everyPassMakesWhatIsStored() throws IOException {
    StringBuilder text = new StringBuilder();
    try (ModelGraph model = read()) {
      Graph graph = model.graph();
      text.append("# read\n").append(graph);
      for (GraphPass pass : Passes.standard()) {
        graph = Passes.run(graph, List.of(pass));
        text.append("# ").append(pass.name()).append('\n').append(graph);
      }
    }
    assertEquals(stored(), text.toString());
  }

  @Test
  void verifierNamesWhatIsWrong() {
    try (ModelGraph model = read()) {
      Graph graph = model.graph();
      Graph broken =
          new Graph(
              graph.inputs(),
              graph.constants(),
              graph.nodes().subList(1, graph.nodes().size()),
              graph.outputs(),
              graph.valueCount());
      IllegalStateException failure =
          assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(broken, "a test"));
      assertEquals(true, failure.getMessage().contains("before it is made"), failure::getMessage);
      List<GraphOutput> outputs = List.of(new GraphOutput("nowhere", graph.valueCount() - 1));
      Graph unmade =
          new Graph(graph.inputs(), graph.constants(), List.of(), outputs, graph.valueCount());
      assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(unmade, "a test"));
    }
  }

  private static ModelGraph read() {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output left = block(symbol, "left", data);
    Output right = block(symbol, "right", left);
    Output again = symbol.node("Activation", "again", Map.of("act_type", "relu"), List.of(right));
    Output twice = symbol.node("Activation", "twice", Map.of("act_type", "relu"), List.of(right));
    Output sum = symbol.node("elemwise_add", "sum", Map.of(), List.of(again, twice));
    Output dropped = symbol.node("Dropout", "dropped", Map.of("p", "0.5"), List.of(sum));
    Output out =
        symbol.node(
            "SoftmaxOutput",
            "softmax",
            Map.of(),
            List.of(dropped, symbol.variable("softmax_label")));
    List<NamedArray> arrays = new ArrayList<>();
    for (String name : List.of("left", "right")) {
      arrays.add(NamedArray.floats(name + "_weight", List.of(2, 2, 1, 1), 1, 2, 3, 4));
      for (String statistic : List.of("gamma", "beta", "moving_mean", "moving_var")) {
        arrays.add(NamedArray.floats(name + "_" + statistic, List.of(2), 1, 2));
      }
    }
    return ModelReader.read(
        ModelSource.mxnet(
            symbol.toJson(List.of(out)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(arrays)),
        "test",
        op -> true);
  }

  private static Output block(SymbolWriter symbol, String name, Output data) {
    Output convolution =
        symbol.node(
            "Convolution",
            name + "_conv",
            Map.of("kernel", "(1, 1)", "num_filter", "2", "no_bias", "True"),
            List.of(data, symbol.variable(name + "_weight")));
    List<Output> inputs = new ArrayList<>(Collections.singletonList(convolution));
    for (String statistic : List.of("gamma", "beta", "moving_mean", "moving_var")) {
      inputs.add(symbol.variable(name + "_" + statistic));
    }
    Output norm = symbol.node("BatchNorm", name + "_bn", Map.of("fix_gamma", "False"), inputs);
    Output relu =
        symbol.node("Activation", name + "_relu", Map.of("act_type", "relu"), List.of(norm));
    return symbol.node("elemwise_add", name + "_sum", Map.of(), List.of(relu, data));
  }

  private static String stored() throws IOException {
    try (InputStream in = GoldenGraphTest.class.getResourceAsStream("golden-graph.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
