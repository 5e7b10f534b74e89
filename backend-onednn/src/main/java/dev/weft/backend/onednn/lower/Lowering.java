package dev.weft.backend.onednn.lower;

import dev.weft.graph.op.Op;

/**
 * Turns an operator into steps. Stateless.
 *
 * @param <O> the operator
 */
@FunctionalInterface
interface Lowering<O extends Op> {
  /**
   * Adds the steps of a node.
   *
   * @param op the operator
   * @param node its inputs and outputs, and where steps go
   */
  void lower(O op, NodeContext node);
}
