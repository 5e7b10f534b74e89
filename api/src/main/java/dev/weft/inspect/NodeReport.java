package dev.weft.inspect;

import java.util.List;
import java.util.Objects;

/**
 * A node of a graph.
 *
 * @param name its name in the model file, not necessarily unique; the names of all its parts, with
 *     {@code +} between them, where nodes were fused
 * @param operator its operator: in the graph of the file by the name that the file gives it
 * @param inputs what it reads, parameters among them
 * @param outputs what it makes
 * @param flops its floating-point operations in a call; a multiplication with an addition counts 2
 * @param fate what became of it; a node of the graph after the passes is {@link Fate.Kind#KEPT} or
 *     {@link Fate.Kind#COMPUTED_ONCE} and names itself
 */
public record NodeReport(
    String name,
    String operator,
    List<ValueReport> inputs,
    List<ValueReport> outputs,
    long flops,
    Fate fate) {
  /**
   * Copies both lists.
   *
   * @param name its name
   * @param operator its operator
   * @param inputs what it reads
   * @param outputs what it makes
   * @param flops its floating-point operations
   * @param fate what became of it
   */
  public NodeReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(fate, "fate");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** {@return the number of elements of the parameters that it reads} */
  public long parameterCount() {
    return parameters().stream().mapToLong(ValueReport::elementCount).sum();
  }

  /** {@return the size of the parameters that it reads, in the types that the model gives them} */
  public long parameterBytes() {
    return parameters().stream().mapToLong(ValueReport::byteSize).sum();
  }

  private List<ValueReport> parameters() {
    return inputs.stream()
        .filter(value -> value.kind() == ValueReport.Kind.PARAMETER)
        .distinct()
        .toList();
  }
}
