package dev.weft.backend.mxnet;

import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.function.UnaryOperator;

/**
 * The canonical names of the operators of a graph, which libmxnet may have under several: {@code
 * softmax} is also {@code _npx_softmax}. Immutable.
 */
final class OperatorNames {
  private final String[] names;

  /**
   * Finds the names.
   *
   * @param graph the graph
   * @param canonicalName from any name of an operator to its canonical one
   */
  OperatorNames(SymbolFile graph, UnaryOperator<String> canonicalName) {
    names = new String[graph.nodes().size()];
    for (SymbolNode node : graph.nodes()) {
      names[node.id()] = node.isVariable() ? node.operator() : canonicalName.apply(node.operator());
    }
  }

  /** Returns the canonical name of the operator of a node of the graph. */
  String of(SymbolNode node) {
    return names[node.id()];
  }
}
