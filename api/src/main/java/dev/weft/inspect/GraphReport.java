package dev.weft.inspect;

import java.util.List;
import java.util.stream.Stream;

/**
 * A graph: that of the model file, or what the passes made of it.
 *
 * @param inputs the inputs of the model
 * @param nodes the nodes, each after those whose values it reads
 * @param outputs the outputs of the model, by the names that its signature has for them; their ids
 *     are those of the values that nodes make
 */
public record GraphReport(
    List<ValueReport> inputs, List<NodeReport> nodes, List<ValueReport> outputs) {
  /**
   * Copies all lists.
   *
   * @param inputs the inputs of the model
   * @param nodes the nodes, each after those whose values it reads
   * @param outputs the outputs of the model
   */
  public GraphReport {
    inputs = List.copyOf(inputs);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /** {@return the floating-point operations of all nodes} */
  public long flops() {
    return nodes.stream().mapToLong(NodeReport::flops).sum();
  }

  /** {@return the number of elements of all parameters, each counted once} */
  public long parameterCount() {
    return parameters().mapToLong(ValueReport::elementCount).sum();
  }

  /** {@return the size of all parameters, each counted once, in the types the model gives them} */
  public long parameterBytes() {
    return parameters().mapToLong(ValueReport::byteSize).sum();
  }

  private Stream<ValueReport> parameters() {
    return nodes.stream()
        .flatMap(node -> node.inputs().stream())
        .filter(value -> value.kind() == ValueReport.Kind.PARAMETER)
        .distinct();
  }
}
