package dev.weft.testkit.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A symbol as read back from its JSON, and the rules that any must keep. */
@SuppressWarnings("unchecked") // what JSON holds is known only when it is looked at
final class SymbolGraph {

  private final Map<String, Object> graph;
  private final List<Map<String, Object>> nodes;

  SymbolGraph(String json) {
    graph = (Map<String, Object>) JsonReader.read(json);
    nodes = (List<Map<String, Object>>) member(graph, "nodes");
  }

  /** The names of all variables, in order. */
  List<String> variables() {
    return nodes.stream()
        .filter(SymbolGraph::isVariable)
        .map(n -> (String) member(n, "name"))
        .toList();
  }

  /** How many nodes have an operator. */
  long count(String op) {
    return nodes.stream().filter(n -> member(n, "op").equals(op)).count();
  }

  /** Checks order, ids, names, and that nothing is left unused. */
  void requireWellFormed() {
    List<Integer> rowPointers = integers(member(graph, "node_row_ptr"));
    assertEquals(nodes.size() + 1, rowPointers.size());
    assertEquals(0, rowPointers.get(0));
    Set<String> names = new HashSet<>();
    Set<Integer> used = new HashSet<>();
    List<Integer> arguments = new ArrayList<>();
    for (int id = 0; id < nodes.size(); id++) {
      Map<String, Object> node = nodes.get(id);
      assertTrue(names.add((String) member(node, "name")), () -> "twice: " + node);
      for (List<Integer> input : references(member(node, "inputs"))) {
        requireOutput(input, id, rowPointers);
        used.add(input.get(0));
      }
      if (isVariable(node)) {
        arguments.add(id);
      }
    }
    for (List<Integer> head : references(member(graph, "heads"))) {
      requireOutput(head, nodes.size(), rowPointers);
      used.add(head.get(0));
    }
    assertEquals(nodes.size(), used.size(), "nodes that lead to a head");
    assertEquals(arguments, integers(member(graph, "arg_nodes")));
  }

  private static void requireOutput(List<Integer> reference, int limit, List<Integer> rowPointers) {
    assertEquals(3, reference.size());
    int node = reference.get(0);
    assertTrue(node >= 0 && node < limit, () -> reference + " is not before node " + limit);
    int outputs = rowPointers.get(node + 1) - rowPointers.get(node);
    assertTrue(reference.get(1) < outputs, () -> reference + ": of " + outputs + " outputs");
  }

  private static Object member(Map<String, Object> object, String key) {
    return Objects.requireNonNull(object.get(key), key);
  }

  private static boolean isVariable(Map<String, Object> node) {
    return member(node, "op").equals("null");
  }

  private static List<List<Integer>> references(Object json) {
    return ((List<Object>) json).stream().map(SymbolGraph::integers).toList();
  }

  private static List<Integer> integers(Object json) {
    return ((List<Double>) json).stream().map(Double::intValue).toList();
  }
}
