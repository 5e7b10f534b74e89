package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.plan.ArenaUse;
import dev.weft.inspect.MemoryReport;
import dev.weft.inspect.OperandReport;
import dev.weft.inspect.StepReport;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells of a plan, which its caller holds. */
public final class PlanReport {
  private static final String JAVA = "java";
  private static final String ONEDNN = "onednn";

  private final CompiledPlan plan;
  private final IdentityHashMap<Node, Integer> positions = new IdentityHashMap<>();

  /**
   * Begins a report.
   *
   * @param plan the plan
   * @param graph the graph that it was compiled from
   */
  public PlanReport(CompiledPlan plan, Graph graph) {
    this.plan = plan;
    for (int i = 0; i < graph.nodes().size(); i++) {
      positions.put(graph.nodes().get(i), i);
    }
  }

  /**
   * {@return all steps: parameters that are reordered, what else runs once, and the steps of a
   * call}
   */
  public List<StepReport> steps() {
    Set<StepReport> reordered = new LinkedHashSet<>();
    try (LayoutPool layouts = new LayoutPool()) {
      for (ParameterUse use : plan.parameters()) {
        Layout stored =
            layouts.plain(
                ElementType.storing(use.type().dataType()), use.type().shape().dimensions());
        if (use.transform() != null || !use.layout().matches(stored)) {
          reordered.add(reorder(use, stored));
        }
      }
    }
    List<StepReport> steps = new ArrayList<>(reordered);
    plan.onceSteps().forEach(step -> steps.add(report(step, true)));
    plan.steps().forEach(step -> steps.add(report(step, false)));
    return steps;
  }

  /**
   * {@return what memory the plan and its parameters take}
   *
   * @param parameterBytes the size of the parameters in all their layouts
   */
  public MemoryReport memory(long parameterBytes) {
    ArenaUse use = ArenaUse.of(plan.arenaBuffers());
    return new MemoryReport(
        parameterBytes,
        plan.constantBytes(),
        plan.arenaBytes(),
        use.activationBytes(),
        use.scratchpadBytes());
  }

  private StepReport reorder(ParameterUse use, Layout stored) {
    List<OperandReport> operands =
        List.of(
            operand("parameter " + use.name(), false, stored), operand("dst", true, use.layout()));
    Node node = use.node();
    String name = node == null ? Step.OUTPUT : node.name();
    String kind = use.transform() == null ? "reorder" : "winograd weights";
    return new StepReport(position(node), name, kind, ONEDNN, operands, true);
  }

  private StepReport report(Step step, boolean once) {
    List<OperandReport> operands = new ArrayList<>();
    String implementation = JAVA;
    if (step instanceof Step.OfPrimitive primitive) {
      implementation = primitive.primitive().implementation();
      add(operands, primitive.arguments());
    } else if (step instanceof Step.OfPrimitives sequence) {
      implementation =
          sequence.parts().stream()
              .map(Step.OfPrimitive::primitive)
              .distinct()
              .map(Primitive::implementation)
              .distinct()
              .collect(Collectors.joining(", "));
      add(operands, sequence.arguments());
    } else if (step instanceof Step.OfKernel kernel) {
      add(operands, "src", false, kernel.inputs());
      add(operands, "dst", true, kernel.outputs());
    }
    return new StepReport(
        position(step.node()), step.name(), step.kind(), implementation, operands, once);
  }

  private static void add(List<OperandReport> operands, List<Step.Argument> arguments) {
    for (Step.Argument argument : arguments) {
      operands.add(
          operand(
              Argument.role(argument.key()),
              Argument.isWritten(argument.key()),
              argument.region().layout()));
    }
  }

  private static void add(
      List<OperandReport> operands, String role, boolean written, List<Region> regions) {
    for (int i = 0; i < regions.size(); i++) {
      String name = i == 0 ? role : role + " " + i;
      operands.add(operand(name, written, regions.get(i).layout()));
    }
  }

  private static OperandReport operand(String role, boolean written, Layout layout) {
    return new OperandReport(role, written, layout.toString(), layout.byteSize());
  }

  private OptionalInt position(@Nullable Node node) {
    Integer position = node == null ? null : positions.get(node);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }
}
