package dev.weft.backend.mxnet;

import dev.weft.BackendException;
import dev.weft.ModelFormatException;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.SymbolNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many inputs and outputs nodes have, as libmxnet says; it is asked once for each kind of node.
 * Not thread-safe.
 */
final class Arities {
  /**
   * What libmxnet says of a kind of node.
   *
   * @param inputs the names of all inputs, in order, auxiliary states too
   * @param auxiliaryStates how many of them are auxiliary states
   * @param outputs how many outputs other nodes can read
   */
  record Arity(List<String> inputs, int auxiliaryStates, int outputs) {}

  private record Use(String operator, Map<String, String> attributes) {}

  private final MxnetRuntime runtime;
  private final String file;
  private final Map<Use, Arity> known = new HashMap<>();

  Arities(MxnetRuntime runtime, String file) {
    this.runtime = runtime;
    this.file = file;
  }

  /**
   * Returns the arity of a node that is no variable and does not compute graphs inside it.
   *
   * @throws ModelFormatException if libmxnet refuses its attributes
   */
  Arity of(SymbolNode node) {
    Map<String, String> attributes = new LinkedHashMap<>(node.attributes());
    attributes.keySet().removeIf(key -> key.startsWith("__") || HiddenAttributes.include(key));
    Use use = new Use(node.operator(), attributes);
    Arity arity = known.get(use);
    if (arity == null) {
      arity = ask(node, attributes);
      known.put(use, arity);
    }
    return arity;
  }

  /** Returns how many auxiliary states libmxnet adds to a node, which its file leaves out. */
  int addedStates(SymbolNode node) {
    return node.isVariable() || SubgraphOperators.include(runtime.canonicalName(node.operator()))
        ? 0
        : of(node).inputs().size() - node.inputs().size();
  }

  /** Returns how many outputs of a node others can read. */
  int outputs(SymbolNode node) {
    if (node.isVariable()) {
      return 1;
    }
    String operator = runtime.canonicalName(node.operator());
    return SubgraphOperators.include(operator)
        ? SubgraphOperators.outputs(node, operator)
        : of(node).outputs();
  }

  private Arity ask(SymbolNode node, Map<String, String> attributes) {
    try (Symbol symbol = Symbol.ofOperator(runtime.mxnet(), node.operator(), attributes)) {
      return new Arity(symbol.inputs(), symbol.auxiliaryStates().size(), symbol.outputCount());
    } catch (BackendException e) {
      throw new ModelFormatException(file, node + ": libmxnet refuses it: " + e.nativeText(), e);
    }
  }
}
