package dev.weft.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a {@link SymbolFile}: an operator, or a variable that stands for an input or a
 * parameter; immutable.
 *
 * @param id the node's place in the file, from 0; inputs come from nodes with lower ids
 * @param operator the operator's name in MXNet; {@code null}, as text, marks a variable
 * @param name the node's name; not necessarily unique, and in some files empty
 * @param attributes the operator's parameters and other attributes as text, in the order of the
 *     file
 * @param inputs the outputs of other nodes that this node reads
 * @param controls the ids of other nodes that this node waits for, without reading them
 * @param subgraphs the graphs that the node holds
 */
public record SymbolNode(
    int id,
    String operator,
    String name,
    Map<String, String> attributes,
    List<NodeOutput> inputs,
    List<Integer> controls,
    List<SymbolGraph> subgraphs) {
  private static final String VARIABLE = "null";

  /**
   * Makes a node that shares nothing with the collections given.
   *
   * @param id the node's place in the file
   * @param operator the operator's name, or {@code null} as text
   * @param name the node's name
   * @param attributes the attributes, in order
   * @param inputs the outputs that the node reads
   * @param controls the ids of the nodes that the node waits for
   * @param subgraphs the graphs that the node holds
   */
  public SymbolNode {
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    inputs = List.copyOf(inputs);
    controls = List.copyOf(controls);
    subgraphs = List.copyOf(subgraphs);
  }

  /** {@return whether this is a variable: an input of the graph or a parameter} */
  public boolean isVariable() {
    return operator.equals(VARIABLE);
  }

  /** {@return for example {@code node 3 'conv1' (Convolution)}, on one line of bounded length} */
  @Override
  public String toString() {
    String kind = isVariable() ? "variable" : Quoted.bounded(operator);
    return "node " + id + " " + Quoted.of(name) + " (" + kind + ")";
  }
}
