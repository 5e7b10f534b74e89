package dev.weft.graph.read;

import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which outputs of the nodes of a symbol are read, by nodes or as outputs of the graph. */
final class OutputUses {
  private final int[] greatest;
  private final int[] readBehindFirst;

  OutputUses(SymbolFile symbol) {
    greatest = new int[symbol.nodes().size()];
    readBehindFirst = new int[symbol.nodes().size()];
    Set<NodeOutput> seen = new HashSet<>();
    for (SymbolNode node : symbol.reachable()) {
      add(node.inputs(), seen);
    }
    add(symbol.heads(), seen);
  }

  private void add(List<NodeOutput> outputs, Set<NodeOutput> seen) {
    for (NodeOutput output : outputs) {
      if (output.index() > 0 && seen.add(output)) {
        greatest[output.node()] = Math.max(greatest[output.node()], output.index());
        readBehindFirst[output.node()]++;
      }
    }
  }

  /** Returns one more than the greatest index of an output that is read, at least 1. */
  int used(int node) {
    return greatest[node] + 1;
  }

  /** Returns how many outputs behind the first nothing reads, of a node that has so many. */
  int unread(int node, int outputs) {
    return Math.max(0, outputs - 1 - readBehindFirst[node]);
  }
}
