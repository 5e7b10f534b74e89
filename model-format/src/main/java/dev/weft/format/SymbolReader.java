package dev.weft.format;

import dev.weft.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads graphs out of symbol JSON, those inside nodes by recursion; one instance reads one file.
 */
final class SymbolReader {
  private static final int MAX_NODES = 1_000_000;
  private static final int MAX_LINKS = 4_000_000;
  private static final int MAX_OUTPUT_INDEX = 4096;

  private final String file;
  private final JsonCursor json;
  private int nodeCount;
  private int linkCount;

  private SymbolReader(String file, JsonCursor json) {
    this.file = file;
    this.json = json;
  }

  static SymbolGraph read(String file, byte[] content) {
    try (JsonCursor json = new JsonCursor(file, content)) {
      json.next();
      SymbolGraph graph = new SymbolReader(file, json).graph("");
      if (json.next() != null) {
        throw json.unexpected("", "nothing after the graph");
      }
      return graph;
    }
  }

  /**
   * Reads the graph at whose start the cursor is.
   *
   * @param inside the node and subgraph it is in, or empty
   */
  private SymbolGraph graph(String inside) {
    json.requireObject(inside, "a graph as an object");
    List<SymbolNode> nodes = List.of();
    List<NodeOutput> heads = List.of();
    List<Integer> argumentNodes = List.of();
    OptionalInt version = OptionalInt.empty();
    List<String> seen = new ArrayList<>();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      json.next();
      switch (key) {
        case "nodes" -> {
          requireFirst(seen, key, inside);
          nodes = nodes(inside);
        }
        case "heads" -> {
          requireFirst(seen, key, inside);
          heads = links(GraphCheck.within(inside, "heads"));
        }
        case "arg_nodes" -> {
          requireFirst(seen, key, inside);
          argumentNodes = ids(GraphCheck.within(inside, "arg_nodes"));
        }
        case "attrs" -> {
          requireFirst(seen, key, inside);
          version = version(GraphCheck.within(inside, "attrs"));
        }
        default -> json.skip();
      }
    }
    SymbolGraph graph = new SymbolGraph(nodes, heads, version);
    GraphCheck check = new GraphCheck(file, inside, graph);
    check.heads();
    check.argumentNodes(argumentNodes);
    return graph;
  }

  private List<SymbolNode> nodes(String inside) {
    json.requireArray(inside, "'nodes' as an array");
    List<SymbolNode> nodes = new ArrayList<>();
    while (json.nextElement()) {
      if (++nodeCount > MAX_NODES) {
        throw json.failure(inside, "found more nodes, expected at most " + MAX_NODES);
      }
      SymbolNode node = node(nodes.size(), inside);
      GraphCheck.inputs(file, inside, node, nodes);
      nodes.add(node);
    }
    return nodes;
  }

  private SymbolNode node(int id, String inside) {
    String where = GraphCheck.within(inside, "node " + id);
    json.requireObject(where, "a node as an object");
    String operator = null;
    String name = null;
    List<NodeOutput> inputs = null;
    List<Integer> controls = List.of();
    List<SymbolGraph> subgraphs = List.of();
    NodeAttributes attributes = new NodeAttributes(json, where);
    List<String> seen = new ArrayList<>();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      json.next();
      switch (key) {
        case "op" -> {
          requireFirst(seen, key, where);
          operator = json.string(where, "'op' as a string");
        }
        case "name" -> {
          requireFirst(seen, key, where);
          name = json.string(where, "'name' as a string");
        }
        case "inputs" -> {
          requireFirst(seen, key, where);
          inputs = links(where + ", inputs");
        }
        case "control_deps" -> {
          requireFirst(seen, key, where);
          controls = ids(where + ", control_deps");
        }
        case "param", "attr", "attrs" -> {
          requireFirst(seen, key, where);
          attributes.read(key);
        }
        case "subgraphs" -> {
          requireFirst(seen, key, where);
          subgraphs = subgraphs(where);
        }
        default -> json.skip();
      }
    }
    SymbolNode node =
        new SymbolNode(
            id,
            require(operator, "op", where, name),
            require(name, "name", where, operator),
            attributes.merged(),
            require(inputs, "inputs", where, name),
            controls,
            subgraphs);
    GraphCheck.controls(file, inside, node, controls);
    return node;
  }

  private List<SymbolGraph> subgraphs(String where) {
    json.requireArray(where, "'subgraphs' as an array");
    List<SymbolGraph> subgraphs = new ArrayList<>(1);
    while (json.nextElement()) {
      subgraphs.add(graph(where + ", subgraph " + subgraphs.size()));
    }
    return subgraphs;
  }

  /**
   * Reads links of the form {@code [node]}, {@code [node, output]} or {@code [node, output,
   * version]}.
   */
  private List<NodeOutput> links(String where) {
    json.requireArray(where, "an array of links");
    List<NodeOutput> links = new ArrayList<>();
    while (json.nextElement()) {
      countLink(where);
      json.requireArray(where, "a link as an array of one to three numbers");
      json.next();
      int node = json.number(where, "a node id", Integer.MAX_VALUE);
      int index = 0;
      if (json.nextElement()) {
        index = json.number(where, "an output index", MAX_OUTPUT_INDEX);
        if (json.nextElement()) {
          json.number(where, "a version", Integer.MAX_VALUE);
          if (json.nextElement()) {
            throw json.unexpected(where, "the end of a link after three numbers");
          }
        }
      }
      links.add(new NodeOutput(node, index));
    }
    return links;
  }

  private List<Integer> ids(String where) {
    json.requireArray(where, "an array of node ids");
    List<Integer> ids = new ArrayList<>();
    while (json.nextElement()) {
      countLink(where);
      ids.add(json.number(where, "a node id", Integer.MAX_VALUE));
    }
    return ids;
  }

  /**
   * Reads {@code {"mxnet_version": ["int", 10901]}}, where the type may be missing; other keys are
   * skipped.
   */
  private OptionalInt version(String where) {
    json.requireObject(where, "an object");
    OptionalInt version = OptionalInt.empty();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      json.next();
      if (!key.equals("mxnet_version")) {
        json.skip();
        continue;
      }
      boolean typed = json.isArray();
      if (typed) {
        json.next();
        json.string(where, "the type 'int' of mxnet_version");
        json.next();
      }
      version = OptionalInt.of(json.number(where, "mxnet_version", Integer.MAX_VALUE));
      if (typed && json.nextElement()) {
        throw json.unexpected(where, "the end of mxnet_version after type and number");
      }
    }
    return version;
  }

  private void countLink(String where) {
    if (++linkCount > MAX_LINKS) {
      throw json.failure(where, "found more links, expected at most " + MAX_LINKS);
    }
  }

  /** Refuses a key given twice: libmxnet and this reader might take different ones. */
  private void requireFirst(List<String> seen, String key, String where) {
    if (seen.contains(key)) {
      throw json.failure(where, "found '" + key + "' a second time, expected it once");
    }
    seen.add(key);
  }

  private <T> T require(@Nullable T value, String key, String where, @Nullable String other) {
    if (value == null) {
      String known = other == null ? "" : " " + Quoted.of(other);
      throw new ModelFormatException(
          file, where + known + ": found no '" + key + "', expected one");
    }
    return value;
  }
}
