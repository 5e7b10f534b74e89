package dev.weft.graph;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.format.Quoted;
import dev.weft.graph.op.Dimensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds the types and shapes of all values of a graph, from those of its inputs and constants:
 * forwards, and backwards where operators can tell, until nothing new follows.
 */
public final class ShapeInference {
  private static final int MAX_ROUNDS = 32;

  /** As many as NumPy has, so that shapes stay in proportion to the file. */
  private static final int MAX_RANK = 32;

  private final Graph graph;
  private final ValueType[] types;
  private boolean changed;

  private ShapeInference(Graph graph) {
    this.graph = graph;
    this.types = new ValueType[graph.valueCount()];
    Arrays.fill(types, new ValueType(DataType.FLOAT32, Shape.ofUnknownRank()));
  }

  /**
   * Infers types.
   *
   * @param graph the graph
   * @param inputs what is known of inputs, by the id of their value; of the others the graph tells
   * @return the type of each value, in which what does not follow is unknown
   * @throws IllegalArgumentException if the inputs do not fit the graph; the message names the node
   */
  public static List<ValueType> infer(Graph graph, Map<Integer, ValueType> inputs) {
    ShapeInference inference = new ShapeInference(graph);
    for (GraphInput input : graph.inputs()) {
      inference.types[input.value()] = inputs.getOrDefault(input.value(), input.type());
    }
    for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
      inference.types[constant.getKey()] = constant.getValue().type();
    }
    return inference.run();
  }

  private List<ValueType> run() {
    int round = 0;
    do {
      changed = false;
      for (Node node : graph.nodes()) {
        forwards(node);
      }
      for (int i = graph.nodes().size() - 1; i >= 0; i--) {
        // What reads the same values may have told more of them, which infer has to check first.
        forwards(graph.nodes().get(i));
        backwards(graph.nodes().get(i));
      }
    } while (changed && ++round < MAX_ROUNDS);
    return List.of(types);
  }

  private void forwards(Node node) {
    try {
      List<ValueType> inferred = node.op().infer(typesOf(node.inputs()));
      for (int i = 0; i < inferred.size(); i++) {
        int value = node.outputs().get(i);
        ValueType before = types[value];
        refine(value, inferred.get(i).shape());
        if (before.dataType() != inferred.get(i).dataType()) {
          types[value] = types[value].withDataType(inferred.get(i).dataType());
          changed = true;
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw misfit(node, e);
    }
  }

  private void backwards(Node node) {
    List<ValueType> inputs = typesOf(node.inputs());
    List<ValueType> outputs = typesOf(node.outputs());
    try {
      List<Shape> inferred = node.op().inferInputs(inputs, outputs);
      for (int i = 0; i < inferred.size(); i++) {
        refine(node.inputs().get(i), inferred.get(i));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw misfit(node, e);
    }
  }

  private IllegalArgumentException misfit(Node node, RuntimeException cause) {
    List<String> inputs =
        node.inputs().stream()
            .map(
                value ->
                    graph
                        .constant(value)
                        .map(constant -> Quoted.of(constant.name()) + " " + types[value])
                        .orElseGet(types[value]::toString))
            .toList();
    return new IllegalArgumentException(
        node
            + " with inputs "
            + Quoted.sentence(inputs.toString())
            + ": "
            + Quoted.sentence(String.valueOf(cause.getMessage())),
        cause);
  }

  private void refine(int value, Shape shape) {
    Shape merged = Dimensions.merge(types[value].shape(), shape);
    Dimensions.requireRank("a value", merged, 0, MAX_RANK);
    if (!merged.equals(types[value].shape())) {
      types[value] = types[value].withShape(merged);
      changed = true;
    }
  }

  private List<ValueType> typesOf(List<Integer> values) {
    List<ValueType> found = new ArrayList<>(values.size());
    for (int value : values) {
      found.add(types[value]);
    }
    return found;
  }
}
