package dev.weft.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The order in which libmxnet lists the nodes of a graph: depth first from the outputs, each node
 * after its inputs and after the nodes that it waits for. Files that MXNet wrote have their nodes
 * in this order; others need not.
 *
 * <p>Source: {@code DFSVisit} in {@code include/nnvm/graph.h} of NNVM.
 */
final class DepthFirstOrder {
  private final List<SymbolNode> nodes;
  private final BitSet seen;
  private final List<SymbolNode> order = new ArrayList<>();

  private DepthFirstOrder(List<SymbolNode> nodes) {
    this.nodes = nodes;
    this.seen = new BitSet(nodes.size());
  }

  /** Returns the nodes that outputs depend on. */
  static List<SymbolNode> of(List<SymbolNode> nodes, List<NodeOutput> heads) {
    DepthFirstOrder order = new DepthFirstOrder(nodes);
    for (NodeOutput head : heads) {
      order.visit(head.node());
    }
    return List.copyOf(order.order);
  }

  /** Visits a node and what it depends on; a stack of its own, since graphs may be deep. */
  private void visit(int root) {
    Deque<int[]> path = new ArrayDeque<>();
    enter(root, path);
    while (!path.isEmpty()) {
      int[] step = path.peek();
      SymbolNode node = nodes.get(step[0]);
      int next = step[1]++;
      if (next < node.inputs().size()) {
        enter(node.inputs().get(next).node(), path);
      } else if (next < node.inputs().size() + node.controls().size()) {
        enter(node.controls().get(next - node.inputs().size()), path);
      } else {
        order.add(node);
        path.pop();
      }
    }
  }

  private void enter(int id, Deque<int[]> path) {
    if (!seen.get(id)) {
      seen.set(id);
      path.push(new int[] {id, 0});
    }
  }
}
