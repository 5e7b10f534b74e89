package dev.weft.backend.mxnet;

import dev.weft.ModelFormatException;
import dev.weft.UnsupportedModelException;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolGraph;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What libmxnet does not check of a graph before it computes with it: an operator that it does not
 * have, a node with too few inputs, an output that a node does not have, a division by zero. All
 * but the first would end the process. Graphs inside nodes are checked as well.
 */
final class GraphChecks {
  private static final String CUSTOM_OPERATOR = "Custom";

  /** Attributes by which libmxnet divides without looking. */
  private static final Set<String> DIVISORS = Set.of("num_group", "num_outputs", "block_size");

  /** Files from before this version leave out auxiliary states, and libmxnet adds them. */
  private static final int STATES_SINCE = 900;

  /** The name of the node by which libmxnet tells the inputs of an operator. */
  private static final String INPUT_PREFIX = "node_";

  private final MxnetRuntime runtime;
  private final Arities arities;
  private final String name;
  private final SymbolFile graph;

  GraphChecks(MxnetRuntime runtime, Arities arities, String name, SymbolFile graph) {
    this.runtime = runtime;
    this.arities = arities;
    this.name = name;
    this.graph = graph;
  }

  /** Throws if libmxnet lacks operators; all of them are named. */
  void requireKnownOperators() {
    Map<String, List<String>> lacking = new TreeMap<>();
    addLacking(graph.nodes(), lacking);
    if (!lacking.isEmpty()) {
      throw new UnsupportedModelException(name, MxnetOptions.NAME, lacking);
    }
  }

  private void addLacking(List<SymbolNode> nodes, Map<String, List<String>> lacking) {
    for (SymbolNode node : nodes) {
      boolean custom = node.operator().equals(CUSTOM_OPERATOR);
      if (!node.isVariable() && (custom || !runtime.operatorNames().contains(node.operator()))) {
        String operator =
            custom
                ? CUSTOM_OPERATOR + " '" + node.attributes().getOrDefault("op_type", "") + "'"
                : node.operator();
        lacking.computeIfAbsent(operator, key -> new ArrayList<>()).add(node.name());
      }
      node.subgraphs().forEach(inner -> addLacking(inner.nodes(), lacking));
    }
  }

  /**
   * Throws if a node has the wrong number of inputs, or an output is used that its node does not
   * have.
   */
  void requireSoundNodes() {
    boolean addsStates = addsStates(graph);
    requireSound(graph.nodes(), graph.heads(), addsStates);
  }

  /** Returns whether libmxnet adds the auxiliary states that nodes of a file leave out. */
  static boolean addsStates(SymbolFile graph) {
    return graph.version().orElse(0) < STATES_SINCE;
  }

  private void requireSound(List<SymbolNode> nodes, List<NodeOutput> heads, boolean addsStates) {
    for (SymbolNode node : nodes) {
      if (node.isVariable()) {
        continue;
      }
      requireDivisors(node);
      for (SymbolGraph inner : node.subgraphs()) {
        requireSound(inner.nodes(), inner.heads(), false);
      }
      String operator = runtime.canonicalName(node.operator());
      if (SubgraphOperators.include(operator)) {
        SubgraphOperators.require(name, node, operator);
      } else {
        requireInputs(node, arities.of(node), addsStates);
      }
      for (NodeOutput input : node.inputs()) {
        requireOutput(nodes, input, "an input of " + node);
      }
    }
    for (NodeOutput head : heads) {
      requireOutput(nodes, head, "an output of the graph");
    }
  }

  private void requireDivisors(SymbolNode node) {
    for (String divisor : DIVISORS) {
      String value = node.attributes().getOrDefault(divisor, "1").strip();
      if (value.matches("[-+]?0+")) {
        throw new ModelFormatException(
            name, node + " has " + divisor + " " + value + ", expected at least 1");
      }
    }
  }

  private void requireInputs(SymbolNode node, Arities.Arity arity, boolean addsStates) {
    int given = node.inputs().size();
    int expected = arity.inputs().size();
    if (given == expected) {
      return;
    }
    if (!addsStates || given != expected - arity.auxiliaryStates()) {
      throw new ModelFormatException(
          name, node + " has " + given + " inputs, expected " + expected);
    }
    if (!node.controls().isEmpty()) {
      throw new ModelFormatException(
          name, node + " leaves out states and waits for other nodes, expected one of the two");
    }
    // libmxnet hands attributes on to inputs before it adds those that are left out.
    for (String attribute : node.attributes().keySet()) {
      HiddenAttributes.input(attribute)
          .map(input -> arity.inputs().indexOf(INPUT_PREFIX + input))
          .filter(place -> place >= given)
          .ifPresent(
              place -> {
                throw new ModelFormatException(
                    name,
                    node
                        + " has the attribute '"
                        + attribute
                        + "' for an input that it leaves out");
              });
    }
  }

  private void requireOutput(List<SymbolNode> nodes, NodeOutput output, String use) {
    if (output.index() == 0) {
      return;
    }
    SymbolNode node = nodes.get(output.node());
    int outputs = arities.outputs(node);
    if (output.index() >= outputs) {
      throw new ModelFormatException(
          name,
          use + " is output " + output.index() + " of " + node + ", which has only " + outputs);
    }
  }
}
