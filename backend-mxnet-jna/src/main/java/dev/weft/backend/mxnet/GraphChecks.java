package dev.weft.backend.mxnet;

import dev.weft.ModelFormatException;
import dev.weft.UnsupportedModelException;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What libmxnet does not check of a graph before it computes with it: an operator that it does not
 * have, a node with too few inputs, an output that a node does not have, a division by zero. All
 * but the first would end the process.
 */
final class GraphChecks {
  private static final String CUSTOM_OPERATOR = "Custom";

  /** Attributes of old files that belong to the training, and that no operator knows. */
  private static final Set<String> FOREIGN_ATTRIBUTES =
      Set.of(
          "ctx_group", "lr_mult", "wd_mult", "force_mirroring", "mirror_stage", "weight_lr_mult");

  /** Attributes by which libmxnet divides without looking. */
  private static final Set<String> DIVISORS = Set.of("num_group", "num_outputs", "block_size");

  /** How many inputs and outputs an operator has with given attributes. */
  private record Arity(int inputs, int auxiliaryStates, int outputs) {}

  private record Use(String operator, Map<String, String> attributes) {}

  private final MxnetRuntime runtime;
  private final String name;
  private final SymbolFile graph;
  private final Map<Use, Optional<Arity>> arities = new HashMap<>();

  GraphChecks(MxnetRuntime runtime, String name, SymbolFile graph) {
    this.runtime = runtime;
    this.name = name;
    this.graph = graph;
  }

  /** Throws if libmxnet lacks operators; all of them are named. */
  void requireKnownOperators() {
    Map<String, List<String>> lacking = new TreeMap<>();
    for (SymbolNode node : graph.nodes()) {
      boolean custom = node.operator().equals(CUSTOM_OPERATOR);
      if (!node.isVariable() && (custom || !runtime.operatorNames().contains(node.operator()))) {
        String operator =
            custom
                ? CUSTOM_OPERATOR + " '" + node.attributes().getOrDefault("op_type", "") + "'"
                : node.operator();
        lacking.computeIfAbsent(operator, key -> new ArrayList<>()).add(node.name());
      }
    }
    if (!lacking.isEmpty()) {
      throw new UnsupportedModelException(name, MxnetOptions.NAME, lacking);
    }
  }

  /**
   * Throws if a node has the wrong number of inputs, or an output is used that its node does not
   * have.
   */
  void requireSoundNodes() {
    for (SymbolNode node : graph.nodes()) {
      requireDivisors(node);
      Optional<Arity> arity = arity(node);
      if (arity.isPresent() && !fits(node.inputs().size(), arity.get())) {
        throw new ModelFormatException(
            name,
            node + " has " + node.inputs().size() + " inputs, expected " + arity.get().inputs());
      }
      for (NodeOutput input : node.inputs()) {
        requireOutput(input, "an input of " + node);
      }
    }
    for (NodeOutput head : graph.heads()) {
      requireOutput(head, "an output of the graph");
    }
  }

  private void requireDivisors(SymbolNode node) {
    for (String divisor : DIVISORS) {
      String value = node.attributes().getOrDefault(divisor, "1").strip();
      if (!node.isVariable() && value.matches("[-+]?0+")) {
        throw new ModelFormatException(
            name, node + " has " + divisor + " " + value + ", expected at least 1");
      }
    }
  }

  /** Files from before MXNet 0.9 leave out auxiliary states. */
  private static boolean fits(int inputs, Arity arity) {
    return inputs == arity.inputs() || inputs == arity.inputs() - arity.auxiliaryStates();
  }

  private void requireOutput(NodeOutput output, String use) {
    SymbolNode node = graph.nodes().get(output.node());
    if (output.index() == 0) {
      return;
    }
    int outputs = node.isVariable() ? 1 : arity(node).map(Arity::outputs).orElse(Integer.MAX_VALUE);
    if (output.index() >= outputs) {
      throw new ModelFormatException(
          name,
          use + " is output " + output.index() + " of " + node + ", which has only " + outputs);
    }
  }

  /** Returns what libmxnet says of a node with these attributes, or empty if it says nothing. */
  private Optional<Arity> arity(SymbolNode node) {
    if (node.isVariable() || !node.subgraphs().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> attributes = new LinkedHashMap<>(node.attributes());
    attributes.keySet().removeIf(key -> key.startsWith("__") || FOREIGN_ATTRIBUTES.contains(key));
    return arities.computeIfAbsent(new Use(node.operator(), attributes), this::ask);
  }

  private Optional<Arity> ask(Use use) {
    Optional<Symbol> operator =
        Symbol.ofOperator(runtime.mxnet(), use.operator(), use.attributes());
    return operator.map(
        symbol -> {
          try (symbol) {
            return new Arity(
                symbol.inputs().size(), symbol.auxiliaryStates().size(), symbol.outputCount());
          }
        });
  }
}
