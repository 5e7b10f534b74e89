package dev.weft.format;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Operators that a label passes on its way to a loss operator, and where they lead; immutable. The
 * nodes are visited once each, from the last to the first, so that neither the length of a path nor
 * the number of paths matters.
 */
final class Rearrangements {
  /** Operators whose output at inference does not depend on their second input, the label. */
  private static final Set<String> LOSS_OPERATORS =
      Set.of(
          "SoftmaxOutput",
          "Softmax",
          "LinearRegressionOutput",
          "LogisticRegressionOutput",
          "MAERegressionOutput",
          "SVMOutput");

  /** Operators that a label may pass on its way: they keep its elements. */
  private static final Set<String> REARRANGING_OPERATORS =
      Set.of(
          "Reshape",
          "reshape",
          "Flatten",
          "flatten",
          "transpose",
          "SwapAxis",
          "swapaxes",
          "expand_dims",
          "squeeze");

  private final BitSet heads = new BitSet();
  private final BitSet leadToLabels = new BitSet();
  private final int[] last;

  Rearrangements(SymbolFile graph) {
    for (NodeOutput head : graph.heads()) {
      heads.set(head.node());
    }
    List<SymbolNode> nodes = graph.nodes();
    last = new int[nodes.size()];
    for (int id = nodes.size() - 1; id >= 0; id--) {
      last[id] = id;
      if (isOne(nodes.get(id))) {
        follow(id, graph.consumers(id), nodes);
      }
    }
  }

  /** Returns whether a node keeps the elements of its input. */
  static boolean isOne(SymbolNode node) {
    return REARRANGING_OPERATORS.contains(node.operator());
  }

  /** Returns whether an input of a node only ever reaches labels. */
  boolean isLabel(SymbolNode node, int position) {
    return isOne(node)
        ? leadToLabels.get(node.id())
        : position == 1 && LOSS_OPERATORS.contains(node.operator());
  }

  /** Returns the end of the path of rearrangements that starts with a node. */
  NodeOutput last(SymbolNode node) {
    return new NodeOutput(last[node.id()], 0);
  }

  private void follow(int id, List<NodeInput> uses, List<SymbolNode> nodes) {
    boolean allLabels = !uses.isEmpty() && !heads.get(id);
    for (NodeInput use : uses) {
      SymbolNode consumer = nodes.get(use.node());
      allLabels &= isLabel(consumer, use.position());
      if (last[id] == id && isOne(consumer)) {
        last[id] = last[consumer.id()];
      }
    }
    leadToLabels.set(id, allLabels);
  }
}
