package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.graph.ValueType;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.graph.plan.ArenaPlanner;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.SharedPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph compiled for given shapes of its inputs: steps in order, and where their operands lie.
 * Immutable, shared by any number of contexts, each of which {@linkplain #acquire() holds} it. What
 * it owns is freed once it is closed and no longer held.
 */
public final class CompiledPlan extends SharedPlan {
  /** For vector instructions and cache lines. */
  private static final long ALIGNMENT = 64;

  record Parts(
      List<Step> steps,
      Set<Step> onceSteps,
      List<ArenaBuffer<NativeMemory>> buffers,
      List<ParameterUse> parameters,
      List<@Nullable Region> inputs,
      List<ValueType> inputTypes,
      List<Region> outputs,
      List<ValueType> outputTypes) {
    /** Returns the steps that run once for a plan, or those of each call. */
    private List<Step> steps(boolean once) {
      List<Step> chosen = new ArrayList<>();
      for (Step step : steps) {
        if (onceSteps.contains(step) == once) {
          chosen.add(step);
        }
      }
      return List.copyOf(chosen);
    }
  }

  private final List<Step> steps;
  private final List<Step> onceSteps;
  private final List<ParameterUse> parameters;
  private final List<ArenaBuffer<NativeMemory>> arenaBuffers;
  private final List<@Nullable Region> inputs;
  private final List<ValueType> inputTypes;
  private final List<Region> outputs;
  private final List<ValueType> outputTypes;
  private final long arenaBytes;
  private final long constantBytes;

  private CompiledPlan(
      Parts parts,
      List<ArenaBuffer<NativeMemory>> arenaBuffers,
      long arenaBytes,
      long constantBytes,
      Rollback owned) {
    super(owned);
    this.steps = parts.steps(false);
    this.onceSteps = parts.steps(true);
    this.parameters = List.copyOf(parts.parameters());
    this.arenaBuffers = List.copyOf(arenaBuffers);
    this.inputs = Collections.unmodifiableList(new ArrayList<>(parts.inputs()));
    this.inputTypes = parts.inputTypes();
    this.outputs = List.copyOf(parts.outputs());
    this.outputTypes = parts.outputTypes();
    this.arenaBytes = arenaBytes;
    this.constantBytes = constantBytes;
  }

  /** Gives all buffers their places, and computes what is the same for all calls. */
  static CompiledPlan of(Parts parts, Rollback made) {
    List<ArenaBuffer<NativeMemory>> planned = new ArrayList<>();
    long constants = 0;
    List<ArenaBuffer<NativeMemory>> scratchpads = new ArrayList<>();
    for (ArenaBuffer<NativeMemory> buffer : parts.buffers()) {
      if (buffer.isConstant() && buffer.isScratchpad()) {
        scratchpads.add(buffer);
      } else if (buffer.isConstant()) {
        constants += buffer.byteSize();
        buffer.placeIn(made.add(NativeMemory.allocate(buffer.byteSize(), "constants of a plan")));
      } else if (buffer.lastStep() >= buffer.firstStep()) {
        planned.add(buffer);
      }
    }
    long arenaBytes = ArenaPlanner.place(planned, ALIGNMENT);
    runOnce(parts.steps(true), scratchpads);
    return new CompiledPlan(parts, planned, arenaBytes, constants, made.detached());
  }

  private static void runOnce(List<Step> once, List<ArenaBuffer<NativeMemory>> scratchpads) {
    if (once.isEmpty()) {
      return;
    }
    long scratchBytes = Math.max(1, ArenaPlanner.place(scratchpads, ALIGNMENT));
    try (NativeMemory scratch =
        NativeMemory.allocate(scratchBytes, "scratch memory for constants")) {
      try (BoundSteps bound = new BoundSteps(once, scratch)) {
        bound.run();
      }
    }
  }

  /** {@return the steps of a call} */
  public List<Step> steps() {
    return steps;
  }

  /** {@return the size of the memory that a call needs for itself} */
  public long arenaBytes() {
    return arenaBytes;
  }

  /** {@return the bytes that the plan holds for all calls, parameters not among them} */
  public long constantBytes() {
    return constantBytes;
  }

  /** {@return the types of the inputs} */
  public List<ValueType> inputTypes() {
    return inputTypes;
  }

  /** {@return the types of the outputs} */
  public List<ValueType> outputTypes() {
    return outputTypes;
  }

  List<Step> onceSteps() {
    return onceSteps;
  }

  List<ParameterUse> parameters() {
    return parameters;
  }

  List<ArenaBuffer<NativeMemory>> arenaBuffers() {
    return arenaBuffers;
  }

  List<@Nullable Region> inputs() {
    return inputs;
  }

  List<Region> outputs() {
    return outputs;
  }

  @Override
  public long byteSize() {
    return constantBytes + arenaBytes;
  }
}
