package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedSymbolFileTest {
  private static final String VARIABLE = "{'op': 'null', 'name': 'x', 'inputs': []}";

  @ParameterizedTest
  @MethodSource
  void isRefusedWithPlaceFoundAndExpected(String message, String json) {
    assertRefused(message, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> isRefusedWithPlaceFoundAndExpected() {
    return Stream.concat(texts(), Stream.concat(graphs(), nodes()));
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        arguments("the file is empty, expected a graph as JSON", ""),
        arguments("found the end of the file, expected a graph as an object", "   "),
        arguments("line 1, column 1: is not JSON: ", "hello"),
        arguments("line 1, column 1: found an array, expected a graph as an object", "[]"),
        arguments("line 1, column 1: found 12, expected a graph as an object", "12"),
        arguments("the file ends inside the JSON, expected the rest of it", "{'nodes': ["),
        arguments("byte 1 is zero, expected JSON in UTF-8", "{\0}"),
        arguments("found an object, expected nothing after the graph", graph(VARIABLE) + "{}"),
        arguments("is not JSON: ", graph(VARIABLE) + "x"),
        arguments("is not JSON: ", "{'nodes': [NaN]}"),
        arguments("is not JSON: Unrecognized token 'a?b'", "a\u009Bb"));
  }

  private static Stream<Arguments> graphs() {
    return Stream.of(
        arguments("found no nodes, expected 'nodes' with at least one", "{'heads': [[0]]}"),
        arguments("found no nodes", graph("")),
        arguments(
            "line 1, column 11: found an object, expected 'nodes' as an array", "{'nodes': {}}"),
        arguments("found 1, expected a node as an object", "{'nodes': [1]}"),
        arguments("found no heads, expected 'heads'", "{'nodes': [" + VARIABLE + "]}"),
        arguments("found no heads, expected 'heads'", "{'nodes': [" + VARIABLE + "], 'heads': []}"),
        arguments(
            "head 0 is node 1, expected one of the 1 nodes",
            "{'nodes': [" + VARIABLE + "], 'heads': [[1, 0]]}"),
        arguments(
            "head 0 is output 2 of node 0 'x', expected output 0",
            "{'nodes': [" + VARIABLE + "], 'heads': [[0, 2]]}"),
        arguments(
            "heads: found -1, expected a node id, a whole number from 0 to 2147483647",
            "{'heads': [[-1]]}"),
        arguments("heads: found 99999999999, expected a node id", "{'heads': [[99999999999]]}"),
        arguments("heads: found 1.5, expected a node id", "{'heads': [[1.5]]}"),
        arguments(
            "heads: found 4097, expected an output index, a whole number from 0 to 4096",
            "{'heads': [[0, 4097]]}"),
        arguments("heads: found the end of an array, expected a node id", "{'heads': [[]]}"),
        arguments(
            "heads: found 1, expected the end of a link after three numbers",
            "{'heads': [[0, 0, 0, 1]]}"),
        arguments("heads: found 0, expected a link as an array", "{'heads': [0]}"),
        arguments(
            "arg_nodes names node 7, expected one of the 1 nodes",
            "{'nodes': [" + VARIABLE + "], 'heads': [[0]], 'arg_nodes': [7]}"),
        arguments(
            "arg_nodes names node 1 'y' of operator 'relu', expected a variable",
            "{'nodes': ["
                + VARIABLE
                + ", "
                + node("[[0]]")
                + "], 'heads': [[0]],"
                + " 'arg_nodes': [0, 1]}"),
        arguments(
            "found 'heads' a second time, expected it once", "{'heads': [[0]], 'heads': [[0]]}"),
        arguments(
            "attrs: found the string 'x', expected mxnet_version, a whole number",
            "{'attrs': {'mxnet_version': ['int', 'x']}}"));
  }

  private static Stream<Arguments> nodes() {
    return Stream.of(
        arguments("node 0 'x': found no 'op', expected one", graph("{'name': 'x', 'inputs': []}")),
        arguments(
            "node 0 'relu': found no 'name', expected one", graph("{'op': 'relu', 'inputs': []}")),
        arguments(
            "node 0 'x': found no 'inputs', expected one", graph("{'op': 'null', 'name': 'x'}")),
        arguments("node 0: found an array, expected 'op' as a string", graph("{'op': ['relu']}")),
        arguments("node 0: found null, expected 'name' as a string", graph("{'name': null}")),
        arguments(
            "node 0 'x': 'op' is empty, expected an operator or 'null'",
            graph("{'op': '', 'name': 'x', 'inputs': []}")),
        arguments(
            "node 0: found 'op' a second time, expected it once", graph("{'op': 'a', 'op': 'b'}")),
        arguments(
            "node 1 'y': input 0 is node 1, expected a node before this one",
            graph(VARIABLE + ", " + node("[[1, 0]]"))),
        arguments(
            "node 1 'y': input 1 is node 5, expected a node before this one",
            graph(VARIABLE + ", " + node("[[0, 0], [5, 0]]"))),
        arguments(
            "node 1, inputs: found -3, expected a node id",
            graph(VARIABLE + ", " + node("[[-3, 0]]"))),
        arguments(
            "node 1 'y': input 0 is output 1 of node 0 'x', expected output 0, the only one",
            graph(VARIABLE + ", " + node("[[0, 1]]"))),
        arguments(
            "node 1 'y': is a variable with 1 inputs, expected none",
            graph(VARIABLE + ", {'op': 'null', 'name': 'y', 'inputs': [[0]]}")),
        arguments(
            "node 0 'y': control dependency is node 0, expected a node before this one",
            graph("{'op': 'relu', 'name': 'y', 'inputs': [], 'control_deps': [0]}")),
        arguments(
            "node 0: found an object, expected attribute 'a' as text",
            graph("{'attrs': {'a': {}}}")),
        arguments(
            "node 0: found attribute 'a' a second time, expected it once",
            graph("{'attrs': {'a': '1', 'a': '2'}}")),
        arguments("node 0: found 1, expected 'attr' as an object", graph("{'attr': 1}")),
        arguments(
            "node 0, subgraph 0, found no heads, expected 'heads'",
            graph("{'subgraphs': [{'nodes': [" + VARIABLE + "]}]}")),
        arguments(
            "node 0, subgraph 1, node 0 'y': input 0 is node 0, expected a node before",
            graph("{'subgraphs': [" + graph(VARIABLE) + ", " + graph(node("[[0]]")) + "]}")));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
    assertRefused("byte 2 is 0xC0, which is not UTF-8, expected JSON in UTF-8", overlong);
    byte[] cut = {'{', '"', (byte) 0xE2, (byte) 0x82};
    assertRefused("byte 2 is 0xE2, which is not UTF-8", cut);
    assertRefused("byte 1 is zero", "{}".getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void truncatedAnywhereIsRefused() {
    byte[] sound = SymbolFileTest.EVERYTHING.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < sound.length; length++) {
      assertRefused("", Arrays.copyOf(sound, length));
    }
  }

  @Test
  void deepNestingIsRefused() {
    assertRefused(
        "nesting depth", ("{\"x\":" + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
    String open = "{'nodes': [{'subgraphs': [".replace('\'', '"');
    assertRefused("nesting depth", open.repeat(100_000).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void longStringsAreRefused() {
    String json = graph("{'name': '" + "x".repeat((16 << 20) + 1) + "'}");
    assertRefused("maximum allowed", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void longNumbersAreRefused() {
    String json = graph("{'attrs': {'a': " + "1".repeat(1_000) + "}}");
    assertRefused("maximum allowed", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tooManyAttributesOfOneNodeAreRefused() {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      attributes.append(i == 0 ? "" : ", ").append("'a").append(i).append("': 1");
    }
    String json = graph("{'attrs': {" + attributes + "}}");
    assertRefused(
        "node 0: found more attributes, expected at most 10000",
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tooManyNodesAreRefused() {
    String node = "{\"op\":\"null\",\"name\":\"\",\"inputs\":[]},";
    byte[] json = ("{\"nodes\":[" + node.repeat(1_000_001)).getBytes(StandardCharsets.UTF_8);
    assertRefused("found more nodes, expected at most 1000000", json);
  }

  @Test
  void tooLargeFilesAreRefused() {
    byte[] bytes = new byte[(64 << 20) + 1];
    assertRefused("the file has 67108865 bytes, expected a graph of at most 67108864", bytes);
  }

  @Test
  void longNamesAreCutInMessages() {
    String json = graph("{'op': 'null', 'name': '" + "é\\n".repeat(5_000) + "'}");
    var file = SymbolFileTest.inMemory(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    var error = assertThrows(ModelFormatException.class, () -> SymbolFile.read(file));
    assertTrue(error.getMessage().contains("é?é?é"), error.getMessage());
    assertTrue(error.getMessage().length() < 200, error.getMessage());
  }

  private static String graph(String nodes) {
    return "{'nodes': [" + nodes + "], 'heads': [[0]]}";
  }

  private static String node(String inputs) {
    return "{'op': 'relu', 'name': 'y', 'inputs': " + inputs + "}";
  }

  private static void assertRefused(String message, byte[] json) {
    var file = SymbolFileTest.inMemory(json);
    var error = assertThrows(ModelFormatException.class, () -> SymbolFile.read(file));
    assertEquals("symbol in memory", error.file());
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
