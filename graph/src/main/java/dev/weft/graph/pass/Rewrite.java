package dev.weft.graph.pass;

import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph in the making: nodes are added in order, and values replaced by others. For one pass. */
final class Rewrite {
  private final Graph graph;
  private Map<Integer, Constant> constants;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, Integer> replaced = new HashMap<>();
  private int valueCount;

  Rewrite(Graph graph) {
    this.graph = graph;
    this.constants = graph.constants();
    this.valueCount = graph.valueCount();
  }

  /** Adds a node; its inputs are replaced by what has taken their places. */
  void add(Node node) {
    if (replaced.isEmpty()) {
      nodes.add(node);
      return;
    }
    List<Integer> inputs = new ArrayList<>(node.inputs().size());
    for (int input : node.inputs()) {
      inputs.add(current(input));
    }
    nodes.add(new Node(node.name(), node.op(), inputs, node.outputs()));
  }

  /** Lets all later readers of a value, and the graph's outputs, read another one. */
  void replace(int value, int by) {
    replaced.put(value, current(by));
  }

  /** Returns what has taken the place of a value. */
  int current(int value) {
    return replaced.getOrDefault(value, value);
  }

  /** Adds a constant and returns its value. */
  int constant(Constant constant) {
    if (constants == graph.constants()) {
      constants = new LinkedHashMap<>(constants);
    }
    constants.put(valueCount, constant);
    return valueCount++;
  }

  Graph finish() {
    List<GraphOutput> outputs = new ArrayList<>();
    for (GraphOutput output : graph.outputs()) {
      outputs.add(new GraphOutput(output.name(), current(output.value())));
    }
    return new Graph(graph.inputs(), constants, nodes, outputs, valueCount);
  }
}
