package dev.weft.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a model is, and what a backend makes of it for given shapes of its inputs.
 *
 * @param name the model's name, for messages
 * @param source the graph as the model file has it
 * @param compiled the graph after the passes
 * @param steps what runs, in order: once, before the first call, and in every call
 * @param memory what memory it takes
 */
public record ModelReport(
    String name,
    GraphReport source,
    GraphReport compiled,
    List<StepReport> steps,
    MemoryReport memory) {
  /**
   * Copies the list.
   *
   * @param name the model's name
   * @param source the graph as the model file has it
   * @param compiled the graph after the passes
   * @param steps what runs, in order
   * @param memory what memory it takes
   */
  public ModelReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(compiled, "compiled");
    Objects.requireNonNull(memory, "memory");
    steps = List.copyOf(steps);
  }

  /** {@return the steps of a call, in order; {@link StepRun#step()} counts them} */
  public List<StepReport> callSteps() {
    return steps.stream().filter(step -> !step.once()).toList();
  }

  /**
   * {@return the nodes of the file that became a node of the compiled graph, in the order of the
   * file}
   *
   * @param node which node of {@link #compiled()}
   */
  public List<NodeReport> membersOf(int node) {
    List<NodeReport> members = new ArrayList<>();
    for (NodeReport candidate : source.nodes()) {
      Fate fate = candidate.fate();
      boolean here = fate.node().isPresent() && fate.node().getAsInt() == node;
      if (here && fate.kind() != Fate.Kind.SHARED) {
        members.add(candidate);
      }
    }
    return members;
  }
}
