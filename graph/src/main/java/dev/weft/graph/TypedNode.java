package dev.weft.graph;

import dev.weft.Shape;

/** A node with the types of its inputs and outputs, by position. */
public abstract class TypedNode {
  private final Node node;

  /**
   * For subclasses.
   *
   * @param node the node
   */
  protected TypedNode(Node node) {
    this.node = node;
  }

  /**
   * {@return the type of a value of the graph}
   *
   * @param value its id
   */
  protected abstract ValueType type(int value);

  /** {@return the node} */
  public final Node node() {
    return node;
  }

  /** {@return the node as messages name it} */
  public final String subject() {
    return node.toString();
  }

  /** {@return the number of inputs} */
  public final int inputCount() {
    return node.inputs().size();
  }

  /** {@return the number of outputs} */
  public final int outputCount() {
    return node.outputs().size();
  }

  /**
   * {@return the id of an input}
   *
   * @param index which input
   */
  public final int inputValue(int index) {
    return node.inputs().get(index);
  }

  /**
   * {@return the id of an output}
   *
   * @param index which output
   */
  public final int outputValue(int index) {
    return node.outputs().get(index);
  }

  /**
   * {@return the type of an input}
   *
   * @param index which input
   */
  public final ValueType inputType(int index) {
    return type(inputValue(index));
  }

  /**
   * {@return the shape of an input}
   *
   * @param index which input
   */
  public final Shape inputShape(int index) {
    return inputType(index).shape();
  }

  /**
   * {@return the type of an output}
   *
   * @param index which output
   */
  public final ValueType outputType(int index) {
    return type(outputValue(index));
  }

  /**
   * {@return the shape of an output}
   *
   * @param index which output
   */
  public final Shape outputShape(int index) {
    return outputType(index).shape();
  }
}
