package dev.weft.graph.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.UnsupportedModelException;
import dev.weft.graph.Graph;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Sound symbols that mean harm: long names, numbers that ask for memory, graphs that ask for time.
 */
class HostileSymbolTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String LONG = "long\n\u001b[2J".repeat(100_000);

  private final SymbolWriter symbol = new SymbolWriter();
  private final Output data = symbol.variable("data");

  @Test
  void numbersAreQuotedInOneBoundedLine() {
    refused("attribute 'axis' is 'long??[2Jlong", node("softmax", Map.of("axis", LONG)));
  }

  @Test
  void wordsAreQuotedInOneBoundedLine() {
    refused("attribute 'act_type' is 'long??[2J", node("Activation", "act_type", LONG));
  }

  @Test
  void axesAreOf32Bits() {
    refused(
        "attribute 'axis' is '2147483648', expected a number of 32 bits",
        node("sum", Map.of("axis", "(0, 2147483648)")));
  }

  @Test
  void listsAreCut() {
    String list = "1, ".repeat(900);
    refused("kernel [1, 1, 1", node("Pooling", "kernel", list));
  }

  @Test
  void namesOfNodesAreQuotedInOneBoundedLine() {
    Output one = symbol.node("_zeros", "one", Map.of("shape", "(5, 7)"), List.of());
    Output other = symbol.node("_zeros", "other", Map.of("shape", "(5, 8)"), List.of());
    Output sum = symbol.node("elemwise_add", LONG, Map.of(), List.of(one, other));
    Graph graph = ModelReader.readSymbol(source(sum));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ShapeInference.infer(graph, Map.of()));
    telling("node 'long??[2Jlong", refusal.getMessage());
  }

  @Test
  void namesOfOperatorsAreQuotedInOneBoundedLine() {
    ModelSource custom = source(node("Custom", Map.of("op_type", LONG)));
    UnsupportedModelException refusal =
        assertThrows(UnsupportedModelException.class, () -> ModelReader.readSymbol(custom));
    telling("Custom 'long??[2Jlong", refusal.getMessage());
    ModelSource unknown = source(symbol.node(LONG, LONG + 3, Map.of(), List.of(data)));
    refusal = assertThrows(UnsupportedModelException.class, () -> ModelReader.readSymbol(unknown));
    telling("long??[2Jlong", refusal.getMessage());
  }

  @Test
  void outputsThatNobodyReadsAreBounded() {
    refused(
        "has 2147483647 outputs, and the graph more than 65536 that nothing reads",
        node("SliceChannel", "num_outputs", "2147483647"));
  }

  @Test
  void outputsBeforeOneThatIsReadAreBounded() {
    List<Output> last = new ArrayList<>();
    Map<String, String> attributes = Map.of("num_outputs", "4097");
    for (int i = 0; i < 1000; i++) {
      last.add(symbol.node("SliceChannel", "split" + i, attributes, List.of(data), 4097).at(4096));
    }
    refused("the graph more than 65536 that nothing reads", source(last));
  }

  @Test
  void outputsThatAreReadAreNotSurplus() {
    Map<String, String> attributes = Map.of("num_outputs", "1000");
    List<Output> parts = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      Output split = symbol.node("SliceChannel", "split" + i, attributes, List.of(data), 1000);
      for (int part = 0; part < 1000; part++) {
        parts.add(split.at(part));
      }
    }
    assertEquals(80_000, ModelReader.readSymbol(source(parts)).outputs().size());
  }

  @Test
  void inputsAreNotCountedByAttributes() {
    refused(
        "attribute 'num_args' is '2147483647', expected the number of inputs, 1",
        node("UpSampling", "scale", "2", "sample_type", "nearest", "num_args", "2147483647"));
  }

  @Test
  void ranksAreBounded() {
    Output deep = data;
    for (int i = 0; i < 40; i++) {
      deep = symbol.node("expand_dims", "node" + i, Map.of("axis", "0"), List.of(deep));
    }
    Output flat = symbol.node("Reshape", "flat", Map.of("shape", "(7)"), List.of(deep));
    Graph graph = ModelReader.readSymbol(source(flat));
    int value = graph.inputs().get(0).value();
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ShapeInference.infer(
                    graph, Map.of(value, new ValueType(DataType.FLOAT32, Shape.of(7)))));
    telling("of rank 33, expected rank 0 to 32", refusal.getMessage());
  }

  @Test
  void readersOfOneValueMustAgreeOnItsRank() {
    Output weight = symbol.variable("weight");
    Map<String, String> window = Map.of("kernel", "(3, 3)", "num_filter", "4", "no_bias", "True");
    Output image = symbol.node("Convolution", "image", window, List.of(data, weight));
    Output zeros = symbol.node("_zeros", "zeros", Map.of("shape", "(5,)"), List.of());
    Output vector = symbol.node("elemwise_add", "vector", Map.of(), List.of(data, zeros));
    byte[] json = symbol.toJson(List.of(image, vector)).getBytes(StandardCharsets.UTF_8);
    Graph graph = ModelReader.readSymbol(ModelSource.mxnet(json, new byte[0]));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ShapeInference.infer(graph, Map.of()));
    telling("data has the shape (5) of rank 1, expected rank 4", refusal.getMessage());
  }

  @Test
  void layersAreCountedAtOnce() {
    Output parameters = symbol.variable("parameters");
    Output state = symbol.variable("state");
    Map<String, String> attributes =
        Map.of("mode", "gru", "state_size", "1", "num_layers", "2147483647");
    Output recurrent = symbol.node("RNN", "rnn", attributes, List.of(data, parameters, state));
    Graph graph = ModelReader.readSymbol(source(recurrent));
    Map<Integer, ValueType> shapes =
        Map.of(graph.inputs().get(0).value(), new ValueType(DataType.FLOAT32, Shape.of(2, 3, 4)));
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThrows(
                IllegalArgumentException.class, () -> ShapeInference.infer(graph, shapes)));
  }

  @Test
  void typesOfManyInputsAreFoundAtOnce() {
    Output sum = data;
    for (int i = 0; i < 20_000; i++) {
      Output next = symbol.variable("input" + i);
      sum = symbol.node("elemwise_add", "sum" + i, Map.of(), List.of(sum, next));
    }
    ModelSource source = source(sum).declaringInput("input9999", DataType.INT32);
    Graph graph = assertTimeoutPreemptively(LIMIT, () -> ModelReader.readSymbol(source));
    assertEquals(20_001, graph.inputs().size());
    graph.inputs().forEach(input -> assertEquals(DataType.INT32, input.type().dataType()));
  }

  @Test
  void typesOfTheInputsOfOneNodeAreFoundAtOnce() {
    List<Output> terms = new ArrayList<>(List.of(data));
    for (int i = 0; i < 400_000; i++) {
      terms.add(symbol.variable("input" + i));
    }
    Map<String, String> attributes = Map.of("num_args", Integer.toString(terms.size()));
    Output sum = symbol.node("add_n", "sum", attributes, terms);
    ModelSource source = source(sum).declaringInput("input9999", DataType.INT32);
    Graph graph = assertTimeoutPreemptively(LIMIT, () -> ModelReader.readSymbol(source));
    graph.inputs().forEach(input -> assertEquals(DataType.INT32, input.type().dataType()));
  }

  @Test
  void longChainsAreReadAtOnce() {
    Output last = data;
    for (int i = 0; i < 50_000; i++) {
      last = symbol.node("_plus_scalar", "node" + i, Map.of("scalar", "1"), List.of(last));
    }
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(List.of(last)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(List.of()));
    try (ModelGraph model =
        assertTimeoutPreemptively(LIMIT, () -> ModelReader.read(source, "test", op -> true))) {
      assertEquals(50_000, model.graph().nodes().size());
    }
  }

  private Output node(String operator, String... attributes) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], attributes[i + 1]);
    }
    return node(operator, named);
  }

  private Output node(String operator, Map<String, String> attributes) {
    return symbol.node(operator, "n" + operator, attributes, List.of(data));
  }

  private ModelSource source(Output head) {
    return source(List.of(head));
  }

  private ModelSource source(List<Output> heads) {
    byte[] json = symbol.toJson(heads).getBytes(StandardCharsets.UTF_8);
    return ModelSource.mxnet(json, new byte[0]);
  }

  private void refused(String expected, Output head) {
    refused(expected, source(head));
  }

  private static void refused(String expected, ModelSource source) {
    InferenceException refusal =
        assertThrows(
            ModelFormatException.class,
            () -> assertTimeoutPreemptively(LIMIT, () -> ModelReader.readSymbol(source)));
    telling(expected, refusal.getMessage());
  }

  private static void telling(String expected, String message) {
    assertTrue(message.contains(expected), () -> expected + " is not in " + message);
    assertTrue(message.length() < 1500, () -> message.length() + " characters");
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }
}
