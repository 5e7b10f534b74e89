package dev.weft.backend.cudnn.lower;

import dev.weft.graph.op.Op;

/**
 * Adds the steps of a node to a plan. Stateless.
 *
 * @param <O> the operator
 */
@FunctionalInterface
interface Lowering<O extends Op> {
  /**
   * Adds steps that read the node's inputs and says where its outputs are.
   *
   * @param op the node's operator
   * @param node the node
   */
  void lower(O op, NodeContext node);
}
