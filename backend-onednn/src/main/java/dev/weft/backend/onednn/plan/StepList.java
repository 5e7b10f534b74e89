package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.Node;
import dev.weft.graph.plan.ArenaBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan, in order. A step that reads constants alone runs once, and makes constants.
 * For one thread and one plan.
 */
final class StepList {
  private final List<Step> steps = new ArrayList<>();

  /** Steps that run once, with what they write. */
  private final IdentityHashMap<Step, List<Region>> once = new IdentityHashMap<>();

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
    return once.keySet();
  }

  void add(Primitive primitive, List<Step.Argument> arguments, int inputs) {
    List<Region> regions = arguments.stream().map(Step.Argument::region).toList();
    add(
        new Step.OfPrimitive(current, primitive, arguments),
        regions.subList(0, inputs),
        regions.subList(inputs, regions.size()));
  }

  void add(String kind, Kernel kernel, List<Region> inputs, List<Region> outputs) {
    add(new Step.OfKernel(current, kind, kernel, inputs, outputs), inputs, outputs);
  }

  private void add(Step step, List<Region> inputs, List<Region> outputs) {
    boolean constant = true;
    for (Region input : inputs) {
      constant &= input.buffer().isConstant();
    }
    for (Region output : outputs) {
      constant &= !holdsVariable(output.buffer().whole());
    }
    for (Region output : outputs) {
      if (constant) {
        output.buffer().makeConstant();
      } else {
        makeVariable(output.buffer().whole());
      }
    }
    if (constant) {
      once.put(step, outputs);
    }
    inputs.forEach(region -> region.touchedAt(steps.size()));
    outputs.forEach(region -> region.touchedAt(steps.size()));
    steps.add(step);
  }

  /** A step may add to what its output holds. */
  private static boolean holdsVariable(ArenaBuffer<NativeMemory> buffer) {
    return !buffer.isConstant() && buffer.lastStep() >= buffer.firstStep();
  }

  /** Of a constant that is changed in each call, what is made of it is made in each call, too. */
  private void makeVariable(ArenaBuffer<NativeMemory> buffer) {
    if (!buffer.isConstant()) {
      return;
    }
    buffer.makeVariable();
    for (Step user : once.keySet().stream().filter(step -> uses(step, buffer)).toList()) {
      List<Region> made = once.remove(user);
      if (made != null) {
        made.forEach(region -> makeVariable(region.buffer().whole()));
      }
    }
  }

  private static boolean uses(Step step, ArenaBuffer<NativeMemory> buffer) {
    Stream<Region> regions =
        step instanceof Step.OfKernel kernel
            ? Stream.concat(kernel.inputs().stream(), kernel.outputs().stream())
            : ((Step.OfPrimitive) step).arguments().stream().map(Step.Argument::region);
    return regions.anyMatch(region -> region.buffer().whole() == buffer);
  }
}
