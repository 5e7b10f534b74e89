package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.Node;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.graph.plan.OnceSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a plan, in order, and which of them run once. For one thread and one plan. */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final OnceSteps<NativeMemory, Step> once = new OnceSteps<>();
  private @Nullable Node current;

  /** Says which node the steps to come are for, or null for none. */
  void begin(@Nullable Node node) {
    current = node;
  }

  @Nullable Node current() {
    return current;
  }

  int size() {
    return steps.size();
  }

  /** Returns all steps. */
  List<Step> all() {
    return steps;
  }

  /** Returns the steps that run once. */
  Set<Step> once() {
    return once.steps();
  }

  void add(Primitive primitive, List<Step.Argument> arguments, int inputs) {
    add(new Step.OfPrimitive(current, primitive, arguments), arguments, inputs);
  }

  void add(String kind, List<Step.OfPrimitive> parts, List<Step.Argument> arguments, int inputs) {
    add(new Step.OfPrimitives(current, kind, parts, arguments), arguments, inputs);
  }

  private void add(Step step, List<Step.Argument> arguments, int inputs) {
    List<ArenaBuffer<NativeMemory>> touched = new ArrayList<>(arguments.size());
    for (Step.Argument argument : arguments) {
      touched.add(argument.region().touchedAt(steps.size()).buffer());
    }
    once.add(step, touched.subList(0, inputs), touched.subList(inputs, touched.size()));
    steps.add(step);
  }

  void add(String kind, Kernel kernel, List<Region> inputs, List<Region> outputs) {
    Step step = new Step.OfKernel(current, kind, kernel, inputs, outputs);
    once.add(step, touched(step, inputs), touched(step, outputs));
    steps.add(step);
  }

  private List<ArenaBuffer<NativeMemory>> touched(Step step, List<Region> regions) {
    List<ArenaBuffer<NativeMemory>> buffers = new ArrayList<>(regions.size());
    for (Region region : regions) {
      region.requireView("node", step.name());
      buffers.add(region.touchedAt(steps.size()).buffer());
    }
    return buffers;
  }
}
