package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.graph.ValueType;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.graph.plan.ArenaPlanner;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.SharedPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph compiled for given shapes of its inputs and one GPU: steps in order, and where their
 * operands lie. Immutable, shared by any number of contexts, each of which {@linkplain #acquire()
 * holds} it. What it owns is freed once it is closed and no longer held.
 */
public final class CompiledPlan extends SharedPlan {
  /** That of memory that CUDA allocates, which libraries expect of scratch memory. */
  private static final long ALIGNMENT = 256;

  record Parts(
      List<Step> steps,
      Set<Step> onceSteps,
      Map<Integer, String> faults,
      List<ArenaBuffer<DeviceMemory>> buffers,
      List<ParameterUse> parameters,
      List<@Nullable Region> inputs,
      List<ValueType> inputTypes,
      List<Region> outputs,
      List<ValueType> outputTypes) {}

  private final List<Step> allSteps;
  private final List<Step> steps;
  private final List<Step> onceSteps;
  private final Map<Integer, String> faults;
  private final List<ParameterUse> parameters;
  private final List<ArenaBuffer<DeviceMemory>> arenaBuffers;
  private final List<@Nullable Region> inputs;
  private final List<ValueType> inputTypes;
  private final List<Region> outputs;
  private final List<ValueType> outputTypes;
  private final long arenaBytes;
  private final long constantBytes;

  private CompiledPlan(
      Parts parts,
      List<ArenaBuffer<DeviceMemory>> arenaBuffers,
      long arenaBytes,
      long constantBytes,
      Rollback owned) {
    super(owned);
    this.allSteps = List.copyOf(parts.steps());
    this.steps = parts.steps().stream().filter(step -> !parts.onceSteps().contains(step)).toList();
    this.onceSteps = parts.steps().stream().filter(parts.onceSteps()::contains).toList();
    this.faults = Map.copyOf(parts.faults());
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
  static CompiledPlan of(Parts parts, PlanBuilder.Resources resources, Rollback made) {
    List<ArenaBuffer<DeviceMemory>> planned = new ArrayList<>();
    long constants = 0;
    for (ArenaBuffer<DeviceMemory> buffer : parts.buffers()) {
      if (buffer.isConstant()) {
        constants += buffer.byteSize();
        buffer.placeIn(made.add(resources.heap().allocate(buffer.byteSize(), "constant")));
      } else if (buffer.lastStep() >= buffer.firstStep()) {
        planned.add(buffer);
      }
    }
    long arenaBytes = ArenaPlanner.place(planned, ALIGNMENT);
    CompiledPlan plan = new CompiledPlan(parts, planned, arenaBytes, constants, made.detached());
    boolean complete = false;
    try {
      plan.computeConstants(resources);
      complete = true;
      return plan;
    } finally {
      if (!complete) {
        resources.queue().settle();
        plan.close();
      }
    }
  }

  private void computeConstants(PlanBuilder.Resources resources) {
    if (onceSteps.isEmpty()) {
      return;
    }
    Queue queue = resources.queue();
    try (FaultWord fault = new FaultWord(resources.heap())) {
      Places places = new Places(fault.memory(), fault.memory());
      fault.clear(queue);
      onceSteps.forEach(step -> step.operation().enqueue(queue, places));
      fault.fetch(queue);
      queue.await("constants of a plan");
      fault.require(this);
    }
  }

  /** {@return the steps of a call} */
  public List<Step> steps() {
    return steps;
  }

  /** {@return the size of the device memory that a call needs for itself} */
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

  /** Returns the step that left a mark. */
  Step marked(int mark) {
    return allSteps.get(mark - 1);
  }

  /** Returns what is wrong where a step leaves a mark; empty if none can. */
  Map<Integer, String> faults() {
    return faults;
  }

  List<Step> onceSteps() {
    return onceSteps;
  }

  List<ParameterUse> parameters() {
    return parameters;
  }

  List<ArenaBuffer<DeviceMemory>> arenaBuffers() {
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
    return arenaBytes + constantBytes;
  }
}
