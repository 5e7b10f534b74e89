package dev.weft.inspect;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One step of a plan.
 *
 * @param node which node of {@link ModelReport#compiled()} it belongs to, counted from 0; empty for
 *     a step that brings an output into the layout of a tensor
 * @param name the name of that node, or {@code output}
 * @param kind what it does, such as {@code convolution} or {@code reorder}
 * @param implementation what the backend runs for it, such as the name of oneDNN's implementation
 * @param operands what it reads, followed by what it writes
 * @param once whether it runs once, before the first call, and not in every call
 */
public record StepReport(
    OptionalInt node,
    String name,
    String kind,
    String implementation,
    List<OperandReport> operands,
    boolean once) {
  /**
   * Copies the list.
   *
   * @param node which node it is for
   * @param name the name of that node
   * @param kind what it does
   * @param implementation what the backend runs for it
   * @param operands what it reads and writes
   * @param once whether it runs once
   */
  public StepReport {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(implementation, "implementation");
    operands = List.copyOf(operands);
  }

  /**
   * Returns the step on one line, for example {@code convolution 'conv0' (jit:avx2): src F32 [1, 3,
   * 32, 32] plain, weights F32 [8, 3, 3, 3] blocked 0:8 -> dst F32 [1, 8, 32, 32] blocked 1:8}.
   */
  @Override
  public String toString() {
    return (once ? "once " : "")
        + kind
        + " '"
        + name
        + "' ("
        + implementation
        + "): "
        + operands(false)
        + " -> "
        + operands(true);
  }

  private String operands(boolean written) {
    return operands.stream()
        .filter(operand -> operand.written() == written)
        .map(OperandReport::toString)
        .collect(Collectors.joining(", "));
  }
}
