package dev.weft.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A graph in the DOT language of Graphviz, for people and for golden files. Constants are not
 * drawn.
 */
public final class GraphDot {
  private GraphDot() {}

  /**
   * {@return the graph, the same text for the same graph}
   *
   * @param graph the graph
   * @param types the types of its values, as {@link ShapeInference} finds them
   */
  public static String of(Graph graph, List<ValueType> types) {
    StringBuilder text = new StringBuilder("digraph graph_of_operators {\n  node [shape=box];\n");
    for (GraphInput input : graph.inputs()) {
      node(text, "v" + input.value(), input.name(), types.get(input.value()).toString());
    }
    for (Node node : graph.nodes()) {
      String made =
          node.outputs().stream()
              .map(value -> types.get(value).toString())
              .collect(Collectors.joining("\n"));
      node(text, id(node), node.op().operator(), node.name() + "\n" + made);
    }
    List<GraphOutput> outputs = graph.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      node(text, "o" + i, outputs.get(i).name(), "");
    }
    ValueUses uses = graph.uses();
    for (Node node : graph.nodes()) {
      for (int value : node.inputs()) {
        edge(text, graph, uses, value, id(node));
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      edge(text, graph, uses, outputs.get(i).value(), "o" + i);
    }
    return text.append("}\n").toString();
  }

  private static void node(StringBuilder text, String id, String title, String rest) {
    String label = rest.isEmpty() ? title : title + "\n" + rest;
    String quoted = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append("  ").append(id).append(" [label=\"").append(quoted).append('"');
    text.append(id.startsWith("n") ? "];\n" : ", shape=ellipse];\n");
  }

  private static void edge(StringBuilder text, Graph graph, ValueUses uses, int value, String to) {
    if (graph.constant(value).isEmpty()) {
      String from = uses.producer(value).map(GraphDot::id).orElse("v" + value);
      text.append("  ").append(from).append(" -> ").append(to).append(";\n");
    }
  }

  private static String id(Node node) {
    return "n" + node.outputs().get(0);
  }
}
