package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.graph.Constant;
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
import org.jspecify.annotations.Nullable;

/** Tells of a plan, which its caller holds. */
public final class PlanReport {
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
    for (ParameterUse use : plan.parameters()) {
      Constant constant = use.constant();
      Layout stored =
          Layout.plain(ElementType.storing(constant.type().dataType()), constant.type().shape());
      if (!use.layout().equals(stored)) {
        reordered.add(reorder(use, stored));
      }
    }
    List<StepReport> steps = new ArrayList<>(reordered);
    plan.onceSteps().forEach(step -> steps.add(report(step, true)));
    plan.steps().forEach(step -> steps.add(report(step, false)));
    return steps;
  }

  /**
   * {@return what memory of a GPU the plan and its parameters take}
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
            operand("parameter " + use.constant().name(), false, stored),
            operand("dst", true, use.layout()));
    Node node = use.node();
    String name = node == null ? "output" : node.name();
    return new StepReport(position(node), name, "reorder", "kernel", operands, true);
  }

  private StepReport report(Step step, boolean once) {
    List<OperandReport> operands = new ArrayList<>();
    add(operands, "src", false, step.inputs());
    add(operands, "dst", true, step.outputs());
    return new StepReport(
        position(step.node()), step.name(), step.kind(), step.implementation(), operands, once);
  }

  private static void add(
      List<OperandReport> operands, String role, boolean written, List<Region> regions) {
    for (int i = 0; i < regions.size(); i++) {
      String name = i == 0 ? role : role + " " + i;
      name = regions.get(i).buffer().isScratchpad() ? "scratchpad" : name;
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
