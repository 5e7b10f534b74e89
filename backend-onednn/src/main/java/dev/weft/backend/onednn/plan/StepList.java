package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan, in order. A step that reads constants alone runs once, and makes constants.
 * For one thread and one plan.
 */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final Set<Step> once = Collections.newSetFromMap(new IdentityHashMap<>());
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
    return once;
  }

  void add(Primitive primitive, List<Step.Argument> arguments, int inputs) {
    boolean constant = true;
    for (int i = 0; i < arguments.size(); i++) {
      Region region = arguments.get(i).region();
      region.touchedAt(steps.size());
      constant &= i >= inputs || region.buffer().isConstant();
    }
    Step step = new Step.OfPrimitive(current, primitive, arguments);
    if (constant) {
      once.add(step);
      for (Step.Argument output : arguments.subList(inputs, arguments.size())) {
        output.region().buffer().makeConstant();
      }
    }
    steps.add(step);
  }

  void add(String kind, Kernel kernel, List<Region> inputs, List<Region> outputs) {
    boolean constant = true;
    for (Region input : inputs) {
      input.touchedAt(steps.size());
      constant &= input.buffer().isConstant();
    }
    Step step = new Step.OfKernel(current, kind, kernel, inputs, outputs);
    for (Region output : outputs) {
      output.touchedAt(steps.size());
      if (constant) {
        output.buffer().makeConstant();
      }
    }
    if (constant) {
      once.add(step);
    }
    steps.add(step);
  }
}
