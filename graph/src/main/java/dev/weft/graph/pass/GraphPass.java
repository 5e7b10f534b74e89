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

  /** What a pass does with nodes that are not there after it. */
  enum Effect {
    /** They were for training only. */
    DROPS,
    /** No output depends on them. */
    REMOVES,
    /** An earlier node computes the same of the same inputs. */
    SHARES,
    /** What they made is a constant now. */
    COMPUTES,
    /**
     * They make what the next node made, whose numbers are in their constants; that node's values
     * and their own name stay.
     */
    FOLDS,
    /** The node that reads what they made does their work too. */
    FUSES
  }

  /** {@return what it does with nodes that are not there after it, for reports} */
  Effect effect();
}
