package dev.weft.graph;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A graph in which every pass finds something to do. */
public final class SmallGraph {
  private SmallGraph() {}

  /** Returns the types of all values where its input is of the shape (1, 2, 4, 4). */
  public static List<ValueType> types(Graph graph) {
    int data = graph.inputs().get(0).value();
    return ShapeInference.infer(
        graph, Map.of(data, new ValueType(DataType.FLOAT32, Shape.of(1, 2, 4, 4))));
  }

  /** Reads it. */
  public static ModelGraph read() {
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
}
