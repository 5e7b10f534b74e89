package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.Node;
import dev.weft.graph.ValueUses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the types of inputs that nobody has declared: most operators want all of their inputs of
 * one type, so that of the nearest parameter or declared input holds.
 */
final class InputTypes {
  private final Graph graph;
  private final ValueUses uses;
  private final Map<String, DataType> declared;

  private InputTypes(Graph graph, Map<String, DataType> declared) {
    this.graph = graph;
    this.uses = graph.uses();
    this.declared = declared;
  }

  /** Returns the graph with the types of its inputs. */
  static Graph settle(Graph graph, Map<String, DataType> declared) {
    InputTypes types = new InputTypes(graph, declared);
    List<GraphInput> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      DataType type =
          Optional.ofNullable(declared.get(input.name()))
              .or(() -> types.nearest(input.value()))
              .orElse(DataType.FLOAT32);
      inputs.add(
          new GraphInput(
              input.name(), input.value(), input.type().withDataType(type), input.optional()));
    }
    return new Graph(inputs, graph.constants(), graph.nodes(), graph.outputs(), graph.valueCount());
  }

  private Optional<DataType> nearest(int start) {
    BitSet seen = new BitSet(graph.valueCount());
    Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
    seen.set(start);
    while (!waiting.isEmpty()) {
      int value = waiting.remove();
      if (graph.constant(value).isPresent()) {
        return graph.constant(value).map(constant -> constant.type().dataType());
      }
      Optional<DataType> told =
          graph.inputs().stream()
              .filter(input -> input.value() == value && declared.containsKey(input.name()))
              .map(input -> declared.get(input.name()))
              .findFirst();
      if (told.isPresent()) {
        return told;
      }
      uses.readers(value).forEach(node -> visit(node, value, seen, waiting));
      uses.maker(value).ifPresent(node -> visit(node, value, seen, waiting));
    }
    return Optional.empty();
  }

  private static void visit(Node node, int from, BitSet seen, Deque<Integer> waiting) {
    boolean shared = node.outputs().get(0) == from;
    for (int i = 0; i < node.inputs().size(); i++) {
      shared |= node.inputs().get(i) == from && node.op().sharesType(i);
    }
    if (!shared) {
      return;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      int input = node.inputs().get(i);
      if (node.op().sharesType(i) && !seen.get(input)) {
        seen.set(input);
        waiting.add(input);
      }
    }
    int output = node.outputs().get(0);
    if (!seen.get(output)) {
      seen.set(output);
      waiting.add(output);
    }
  }
}
