package dev.weft.graph;

import dev.weft.format.Quoted;
import dev.weft.graph.op.Op;
import java.util.List;

/**
 * One operator of a {@link Graph}; immutable.
 *
 * @param name the node's name in the model file, not necessarily unique
 * @param op the operator
 * @param inputs ids of the values that it reads
 * @param outputs ids of the values that it makes
 */
public record Node(String name, Op op, List<Integer> inputs, List<Integer> outputs) {
  /**
   * Copies both lists.
   *
   * @param name the node's name
   * @param op the operator
   * @param inputs ids of the values that it reads
   * @param outputs ids of the values that it makes
   */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** {@return for example {@code node 'conv1' (Convolution)}} */
  @Override
  public String toString() {
    return "node " + Quoted.of(name) + " (" + op.operator() + ")";
  }
}
