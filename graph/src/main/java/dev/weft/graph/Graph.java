package dev.weft.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as a graph of operators; immutable, and sound once {@link GraphVerifier} has passed it.
 *
 * <p>Values are numbered. Each is an input, a constant, or an output of one node, and nodes stand
 * in an order in which every value is made before it is read.
 *
 * @param inputs the inputs, in the order of the model file
 * @param constants the constants by the id of their value
 * @param nodes the nodes in topological order
 * @param outputs the outputs, in the order of the model file
 * @param valueCount one more than the largest id of a value
 */
public record Graph(
    List<GraphInput> inputs,
    Map<Integer, Constant> constants,
    List<Node> nodes,
    List<GraphOutput> outputs,
    int valueCount) {
  /**
   * Copies all collections.
   *
   * @param inputs the inputs, in the order of the model file
   * @param constants the constants by the id of their value
   * @param nodes the nodes in topological order
   * @param outputs the outputs, in the order of the model file
   * @param valueCount one more than the largest id of a value
   */
  public Graph {
    inputs = List.copyOf(inputs);
    constants = ConstantMap.copyOf(constants);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /**
   * {@return the constant that a value is, if it is one}
   *
   * @param value the id of a value
   */
  public Optional<Constant> constant(int value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** {@return who makes and who reads each value} */
  public ValueUses uses() {
    return ValueUses.of(this);
  }

  /** {@return the graph as text, a line for each value and node} */
  @Override
  public String toString() {
    return GraphText.of(this);
  }
}
