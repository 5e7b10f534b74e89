package dev.weft.format;

import java.util.List;
import java.util.OptionalInt;

/**
 * A checked graph: that of a file, or one inside a node; immutable.
 *
 * @param nodes in topological order
 * @param heads at least one
 * @param version the version of MXNet that wrote it, if it says so
 */
public record SymbolGraph(List<SymbolNode> nodes, List<NodeOutput> heads, OptionalInt version) {
  /**
   * Makes a graph that shares nothing with the lists given.
   *
   * @param nodes in topological order
   * @param heads at least one
   * @param version the version of MXNet that wrote it, if it says so
   */
  public SymbolGraph {
    nodes = List.copyOf(nodes);
    heads = List.copyOf(heads);
  }
}
