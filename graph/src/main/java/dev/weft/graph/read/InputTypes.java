package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the types of inputs that nobody has declared: most operators want all of their inputs of
 * one type, so that of the nearest parameter or declared input holds. For one use.
 */
final class InputTypes {
  /** For each value, the consumers and the producer that give other values of theirs its type. */
  private final Map<Integer, List<Node>> nodesOfSameType = new HashMap<>();

  private final Map<Integer, DataType> told = new HashMap<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  private InputTypes(Graph graph) {
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        if (node.op().sharesType(i)) {
          relate(node.inputs().get(i), node);
        }
      }
    }
    for (Node node : graph.nodes()) {
      relate(node.outputs().get(0), node);
    }
  }

  /**
   * Returns the graph with the types of its inputs.
   *
   * @param declared the types of some inputs
   */
  static Graph settle(Graph graph, Map<String, DataType> declared) {
    InputTypes types = new InputTypes(graph);
    for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
      types.tell(constant.getKey(), constant.getValue().type().dataType());
    }
    for (GraphInput input : graph.inputs()) {
      if (declared.containsKey(input.name())) {
        types.tell(input.value(), declared.get(input.name()));
      }
    }
    types.spread();
    List<GraphInput> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      DataType type = types.told.getOrDefault(input.value(), DataType.FLOAT32);
      inputs.add(
          new GraphInput(
              input.name(), input.value(), input.type().withDataType(type), input.optional()));
    }
    return new Graph(inputs, graph.constants(), graph.nodes(), graph.outputs(), graph.valueCount());
  }

  /** Each value takes the type of the nearest one that is told, from node to node. */
  private void spread() {
    while (!waiting.isEmpty()) {
      int value = waiting.remove();
      for (Node node : nodesOfSameType.getOrDefault(value, List.of())) {
        if (visited.add(node)) {
          visit(node, value);
        }
      }
    }
  }

  private void relate(int value, Node node) {
    nodesOfSameType.computeIfAbsent(value, key -> new ArrayList<>(2)).add(node);
  }

  private void visit(Node node, int from) {
    DataType type = Objects.requireNonNull(told.get(from));
    for (int i = 0; i < node.inputs().size(); i++) {
      if (node.op().sharesType(i)) {
        tell(node.inputs().get(i), type);
      }
    }
    tell(node.outputs().get(0), type);
  }

  private void tell(int value, DataType type) {
    if (told.putIfAbsent(value, type) == null) {
      waiting.add(value);
    }
  }
}
