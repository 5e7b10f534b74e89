package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.ModelFile;
import dev.weft.ModelSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolFileTest {
  /** A graph with something of every dialect. */
  static final String EVERYTHING =
      """
      {
        "nodes": [
          {"op": "null", "name": "data", "inputs": [], "attr": {"__shape__": "(1, 3)"}},
          {"op": "null", "name": "w", "param": {}, "inputs": [], "backward_source_id": -1},
          {
            "op": "FullyConnected",
            "param": {"num_hidden": "10", "no_bias": "True", "both": "param"},
            "name": "fc",
            "inputs": [[0, 0], [1, 0, 0]],
            "backward_source_id": -1,
            "attr": {"lr_mult": "2", "both": "attr"}
          },
          {
            "inputs": [[2], [0, 0, 0]],
            "control_deps": [1],
            "name": "naïve \\u00e9",
            "op": "_foreach",
            "attrs": {"a": 1, "b": true, "c": null, "d": 1.5e3},
            "subgraphs": [
              {
                "nodes": [{"op": "null", "name": "x", "inputs": []}],
                "arg_nodes": [0], "node_row_ptr": [0, 1], "heads": [[0, 0, 0]]
              }
            ],
            "unknown": {"deep": [[{}]]}
          }
        ],
        "arg_nodes": [0, 1],
        "node_row_ptr": [0, 1, 2, 3, 5],
        "heads": [[3, 0, 0], [3, 1], [2]],
        "attrs": {"mxnet_version": ["int", 10901], "other": ["list_str", ["x"]]},
        "unknown": [1, 2, {"nodes": []}]
      }
      """;

  @TempDir Path folder;

  @Test
  void readsEveryDialect() {
    SymbolFile symbol = read(EVERYTHING);
    assertEquals(4, symbol.nodes().size());
    assertEquals(OptionalInt.of(10901), symbol.version());
    assertEquals(
        List.of(new NodeOutput(3, 0), new NodeOutput(3, 1), new NodeOutput(2, 0)), symbol.heads());
    SymbolNode dense = symbol.nodes().get(2);
    assertEquals("FullyConnected", dense.operator());
    assertEquals(
        Map.of("num_hidden", "10", "no_bias", "True", "both", "attr", "lr_mult", "2"),
        dense.attributes());
    assertEquals(List.of(new NodeOutput(0, 0), new NodeOutput(1, 0)), dense.inputs());
    assertEquals(List.of(), dense.subgraphs());
    SymbolNode loop = symbol.nodes().get(3);
    assertEquals("naïve é", loop.name());
    assertEquals(List.of("a", "b", "c", "d"), List.copyOf(loop.attributes().keySet()));
    assertEquals(List.of("1", "true", "None", "1.5e3"), List.copyOf(loop.attributes().values()));
    assertEquals(List.of(new NodeOutput(2, 0), new NodeOutput(0, 0)), loop.inputs());
    assertEquals(1, loop.subgraphs().size());
    assertEquals(List.of(1), loop.controls());
  }

  @Test
  void tellsVariablesAndConsumers() {
    SymbolFile symbol = read(EVERYTHING);
    assertEquals(List.of("data", "w"), symbol.variables().stream().map(SymbolNode::name).toList());
    assertEquals(List.of(new NodeInput(2, 0), new NodeInput(3, 1)), symbol.consumers(0));
    assertEquals(List.of(new NodeInput(2, 1)), symbol.consumers(1));
    assertEquals(List.of(), symbol.consumers(3));
    assertThrows(IndexOutOfBoundsException.class, () -> symbol.consumers(4));
  }

  @Test
  void variablesAreListedDepthFirstFromTheOutputs() {
    SymbolFile symbol =
        read(
            """
            {"nodes": [
              {"op": "null", "name": "unread", "inputs": []},
              {"op": "null", "name": "b", "inputs": []},
              {"op": "null", "name": "a", "inputs": []},
              {"op": "null", "name": "c", "inputs": []},
              {"op": "exp", "name": "first", "inputs": [[3, 0, 0]]},
              {"op": "elemwise_add", "name": "second", "inputs": [[2, 0, 0], [4, 0, 0]]},
              {"op": "elemwise_add", "name": "third", "inputs": [[5, 0, 0], [1, 0, 0]]}
            ], "arg_nodes": [0, 1, 2, 3], "heads": [[6, 0, 0], [4, 0, 0]]}
            """);
    assertEquals(
        List.of("a", "c", "b"), symbol.variables().stream().map(SymbolNode::name).toList());
  }

  @Test
  void nodesAreListedAfterThoseTheyWaitFor() {
    SymbolFile symbol =
        read(
            """
            {"nodes": [
              {"op": "null", "name": "unread", "inputs": []},
              {"op": "null", "name": "a", "inputs": []},
              {"op": "exp", "name": "awaited", "inputs": [[1, 0, 0]]},
              {"op": "null", "name": "b", "inputs": []},
              {"op": "exp", "name": "last", "inputs": [[3, 0, 0]], "control_deps": [2]}
            ], "arg_nodes": [0, 1, 3], "heads": [[4, 0, 0]]}
            """);
    assertEquals(
        List.of("b", "a", "awaited", "last"),
        symbol.depthFirst().stream().map(SymbolNode::name).toList());
    assertEquals(
        List.of("a", "awaited", "b", "last"),
        symbol.reachable().stream().map(SymbolNode::name).toList());
    assertEquals(List.of("b", "a"), symbol.variables().stream().map(SymbolNode::name).toList());
  }

  @Test
  void nodesAreDescribedOnOneLine() {
    SymbolFile symbol = read(EVERYTHING);
    assertEquals("node 1 'w' (variable)", symbol.nodes().get(1).toString());
    assertEquals("node 2 'fc' (FullyConnected)", symbol.nodes().get(2).toString());
    String text = "\n" + "x".repeat(100);
    SymbolNode node = new SymbolNode(3, text, text, Map.of(), List.of(), List.of(), List.of());
    String shown = "?" + "x".repeat(79) + "…";
    assertEquals("node 3 '" + shown + "' (" + shown + ")", node.toString());
  }

  @Test
  void isImmutable() {
    SymbolFile symbol = read(EVERYTHING);
    SymbolNode node = symbol.nodes().get(2);
    assertThrows(UnsupportedOperationException.class, () -> symbol.nodes().clear());
    assertThrows(UnsupportedOperationException.class, () -> symbol.heads().clear());
    assertThrows(UnsupportedOperationException.class, () -> symbol.consumers(0).clear());
    assertThrows(UnsupportedOperationException.class, () -> node.attributes().clear());
    assertThrows(UnsupportedOperationException.class, () -> node.inputs().clear());
    assertTrue(symbol.json().isReadOnly());
  }

  @Test
  void keepsTheBytesWithoutByteOrderMark() {
    ByteBuffer expected = StandardCharsets.UTF_8.encode(EVERYTHING);
    assertEquals(expected, read(EVERYTHING).json());
    assertEquals(expected, read("\uFEFF" + EVERYTHING).json());
  }

  @Test
  void readsFromDisk() throws Exception {
    Path path = Files.writeString(folder.resolve("m-symbol.json"), EVERYTHING);
    SymbolFile symbol = SymbolFile.read(ModelSource.mxnet(path, path).symbol());
    assertEquals(4, symbol.nodes().size());
  }

  @Test
  void readsHeadsBeforeNodes() {
    SymbolFile symbol =
        read("{\"heads\": [[0]], \"nodes\": [{\"op\":\"null\",\"name\":\"\",\"inputs\":[]}]}");
    assertEquals(List.of(new NodeOutput(0, 0)), symbol.heads());
    assertEquals("", symbol.nodes().get(0).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"mxnet_version\": [\"int\", 903]}", "{\"mxnet_version\": 903}"})
  void versionIsOptional(String attributes) {
    SymbolFile symbol =
        read(
            "{\"nodes\": [{\"op\":\"null\",\"name\":\"x\",\"inputs\":[]}], \"heads\": [[0]],"
                + " \"attrs\": "
                + attributes
                + "}");
    assertEquals(
        attributes.equals("{}") ? OptionalInt.empty() : OptionalInt.of(903), symbol.version());
  }

  static SymbolFile read(String json) {
    return SymbolFile.read(inMemory(json.getBytes(StandardCharsets.UTF_8)));
  }

  static ModelFile inMemory(byte[] bytes) {
    return ModelSource.mxnet(bytes, new byte[0]).symbol();
  }

  @Test
  void setsAnAttributeWhereverNodesHaveThem() {
    SymbolFile before = read(EVERYTHING);
    ByteBuffer json = before.jsonWith(Set.of(1, 2, 3), "both", "new");
    byte[] edited = new byte[json.remaining()];
    json.get(edited);
    SymbolFile after = read(new String(edited, StandardCharsets.UTF_8));
    for (SymbolNode node : before.nodes()) {
      Map<String, String> expected = new HashMap<>(node.attributes());
      if (node.id() > 0) {
        expected.put("both", "new");
      }
      SymbolNode other = after.nodes().get(node.id());
      assertEquals(expected, other.attributes());
      assertEquals(node.inputs(), other.inputs());
      assertEquals(node.name(), other.name());
      assertEquals(node.subgraphs().size(), other.subgraphs().size());
    }
    assertEquals(before.heads(), after.heads());
    assertEquals(before.version(), after.version());
  }

  @Test
  void addsAttributesToANodeWithoutAny() {
    String json = "{\"nodes\":[{\"op\":\"null\",\"name\":\"x\",\"inputs\":[]}],\"heads\":[[0]]}";
    SymbolFile file = read(json);
    byte[] edited = file.jsonWith(Set.of(0), "a", "\"1\"").array();
    assertEquals(
        Map.of("a", "\"1\""),
        read(new String(edited, StandardCharsets.UTF_8)).nodes().get(0).attributes());
  }

  @Test
  void givesTheFileItselfIfNothingIsSet() {
    SymbolFile file = read(EVERYTHING);
    assertEquals(file.json(), file.jsonWith(Set.of(), "a", "1"));
  }
}
