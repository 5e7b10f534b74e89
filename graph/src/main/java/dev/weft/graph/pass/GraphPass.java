package dev.weft.graph.pass;

import dev.weft.graph.Graph;

/** A rewrite of a graph that keeps its numbers. Stateless and thread-safe. */
public interface GraphPass {
  /** {@return the pass's name, for messages} */
  String name();

  /**
   * Rewrites a graph.
   *
   * @param graph a sound graph, which is left as it is
   * @return a sound graph with the same inputs and outputs, perhaps the same graph
   */
  Graph apply(Graph graph);
}
