package dev.weft.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes and who reads each value of a graph; immutable. */
public final class ValueUses {
  private final @Nullable Node[] producers;
  private final List<List<Node>> consumers;
  private final boolean[] outputs;

  private ValueUses(@Nullable Node[] producers, List<List<Node>> consumers, boolean[] outputs) {
    this.producers = producers;
    this.consumers = consumers;
    this.outputs = outputs;
  }

  static ValueUses of(Graph graph) {
    @Nullable Node[] producers = new Node[graph.valueCount()];
    List<List<Node>> consumers =
        new ArrayList<>(Collections.nCopies(graph.valueCount(), List.of()));
    for (Node node : graph.nodes()) {
      for (int value : node.outputs()) {
        producers[value] = node;
      }
      for (int value : node.inputs()) {
        if (consumers.get(value).isEmpty()) {
          consumers.set(value, new ArrayList<>(1));
        }
        consumers.get(value).add(node);
      }
    }
    boolean[] outputs = new boolean[graph.valueCount()];
    for (GraphOutput output : graph.outputs()) {
      outputs[output.value()] = true;
    }
    return new ValueUses(producers, consumers, outputs);
  }

  /**
   * {@return the node that makes a value, or empty for inputs and constants}
   *
   * @param value the id of a value
   */
  public Optional<Node> producer(int value) {
    return Optional.ofNullable(producers[value]);
  }

  /**
   * {@return the nodes that read a value, one entry for each time that they do}
   *
   * @param value the id of a value
   */
  public List<Node> consumers(int value) {
    return Collections.unmodifiableList(consumers.get(value));
  }

  /**
   * {@return whether a value is an output of the graph}
   *
   * @param value the id of a value
   */
  public boolean isOutput(int value) {
    return outputs[value];
  }

  /**
   * {@return whether exactly one node reads a value, once, and nobody else does}
   *
   * @param value the id of a value
   */
  public boolean hasOneConsumer(int value) {
    return consumers.get(value).size() == 1 && !outputs[value];
  }
}
