package dev.weft.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The order in which libmxnet lists the arguments of a graph: depth first from the outputs, each
 * node after its inputs. Files that MXNet wrote have their nodes in this order; others need not.
 *
 * <p>Source: {@code DFSVisit} in {@code include/nnvm/graph.h} of NNVM.
 */
final class ArgumentOrder {
  private final List<SymbolNode> nodes;
  private final BitSet seen;
  private final List<SymbolNode> variables = new ArrayList<>();

  private ArgumentOrder(List<SymbolNode> nodes) {
    this.nodes = nodes;
    this.seen = new BitSet(nodes.size());
  }

  /** Returns the variables that outputs depend on, and then, in the order of the file, others. */
  static List<SymbolNode> variables(List<SymbolNode> nodes, List<NodeOutput> heads) {
    ArgumentOrder order = new ArgumentOrder(nodes);
    for (NodeOutput head : heads) {
      order.visit(head.node());
    }
    for (SymbolNode node : nodes) {
      order.visit(node.id());
    }
    return List.copyOf(order.variables);
  }

  /** Visits a node and what it depends on; a stack of its own, since graphs may be deep. */
  private void visit(int root) {
    Deque<int[]> path = new ArrayDeque<>();
    enter(root, path);
    while (!path.isEmpty()) {
      int[] step = path.peek();
      List<NodeOutput> inputs = nodes.get(step[0]).inputs();
      if (step[1] < inputs.size()) {
        enter(inputs.get(step[1]++).node(), path);
      } else {
        path.pop();
      }
    }
  }

  private void enter(int id, Deque<int[]> path) {
    if (seen.get(id)) {
      return;
    }
    seen.set(id);
    SymbolNode node = nodes.get(id);
    if (node.isVariable()) {
      variables.add(node);
    } else {
      path.push(new int[] {id, 0});
    }
  }
}
