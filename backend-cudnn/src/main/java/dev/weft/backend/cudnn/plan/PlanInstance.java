package dev.weft.backend.cudnn.plan;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.CudaGraph;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.StagedOutputs;
import dev.weft.nativesupport.predict.TensorStage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan in the arena of one context, recorded as a CUDA graph that copies inputs to the device,
 * computes, and copies outputs back. For one thread at a time.
 */
public final class PlanInstance implements StagedOutputs, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(PlanInstance.class.getName());
  private static final long ALIGNMENT = 64;

  private final CompiledPlan plan;
  private final Queue queue;
  private final Places places;
  private final FaultWord fault;
  private final PinnedMemory staging;
  private final List<Long> inputOffsets = new ArrayList<>();
  private final List<Long> outputOffsets = new ArrayList<>();
  private final List<@Nullable TensorStage> inputs = new ArrayList<>();
  private final List<TensorStage> outputs = new ArrayList<>();
  private final Rollback owned;
  private boolean records;
  private @Nullable CudaGraph recorded;

  /**
   * Binds a plan.
   *
   * @param plan the plan, held for this instance, which releases it when it is closed
   * @param workspace the context's part of it
   * @param records whether the first call records the steps, and later ones replay them; else each
   *     puts its steps on the queue
   */
  public PlanInstance(CompiledPlan plan, ContextMemory workspace, boolean records) {
    this.plan = plan;
    this.queue = workspace.queue();
    this.records = records;
    try (Rollback made = new Rollback()) {
      this.places = new Places(workspace.arena(plan.arenaBytes()), workspace.fault().memory());
      this.fault = workspace.fault();
      long end = 0;
      for (Region input : plan.inputs()) {
        inputOffsets.add(end);
        end += input == null ? 0 : aligned(input.layout().byteSize());
      }
      for (Region output : plan.outputs()) {
        outputOffsets.add(end);
        end += aligned(output.layout().byteSize());
      }
      staging =
          made.add(
              PinnedMemory.allocate(queue.gpu(), Math.max(1, end), "inputs and outputs of a call"));
      stageTensors();
      this.owned = made.detached();
    }
  }

  private void stageTensors() {
    for (int i = 0; i < plan.inputs().size(); i++) {
      Region input = plan.inputs().get(i);
      inputs.add(input == null ? null : stage(inputOffsets.get(i), input));
    }
    for (int i = 0; i < plan.outputs().size(); i++) {
      outputs.add(stage(outputOffsets.get(i), plan.outputs().get(i)));
    }
  }

  private TensorStage stage(long offset, Region region) {
    return new TensorStage(staging.view(offset, region.layout().byteSize()));
  }

  private static long aligned(long byteSize) {
    return (byteSize + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** {@return the plan} */
  public CompiledPlan plan() {
    return plan;
  }

  /**
   * {@return where an input is to be written, or null if nothing reads it}
   *
   * @param index which input of the graph
   */
  public @Nullable TensorStage input(int index) {
    return inputs.get(index);
  }

  @Override
  public int outputCount() {
    return plan.outputTypes().size();
  }

  @Override
  public DataType outputType(int index) {
    return plan.outputTypes().get(index).dataType();
  }

  @Override
  public Shape outputShape(int index) {
    return plan.outputTypes().get(index).shape();
  }

  @Override
  public TensorStage output(int index) {
    return outputs.get(index);
  }

  /**
   * Computes the outputs of the inputs, and returns when they are there. Whether they are right is
   * for {@link #requireComputable} to say.
   *
   * @param subject the model, for messages
   * @param listener who is told of each step, or null
   * @throws dev.weft.BackendException if CUDA reports an error
   */
  public void run(String subject, @Nullable StepListener listener) {
    if (listener != null) {
      runSteps(subject, listener);
    } else if (recorded == null) {
      enqueue();
    } else {
      queue.run(recorded);
    }
    queue.await(subject);
    if (records && !isMarked()) {
      records = false;
      record(subject);
    }
  }

  private boolean isMarked() {
    return !plan.faults().isEmpty() && fault.isMarked();
  }

  /**
   * Throws if the inputs of the last run cannot be computed.
   *
   * @throws BackendException that names the node and what is wrong; this instance stays usable
   */
  public void requireComputable() {
    if (isMarked()) {
      fault.require(plan);
    }
  }

  /**
   * Records the steps, which have just run: libraries load code and take memory when they are first
   * called, and may not do so while work is recorded. The recorded work gives the results of this
   * call once more, so that all calls give the same.
   */
  private void record(String subject) {
    try {
      recorded = queue.capture(this::enqueue);
    } catch (BackendException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          subject + " runs step by step, since its steps cannot be recorded",
          e);
      return;
    }
    queue.run(recorded);
    queue.await(subject);
  }

  private void enqueue() {
    copyInputs();
    plan.steps().forEach(step -> step.operation().enqueue(queue, places));
    copyOutputs();
  }

  private void copyInputs() {
    if (!plan.faults().isEmpty()) {
      fault.clear(queue);
    }
    for (int i = 0; i < plan.inputs().size(); i++) {
      Region input = plan.inputs().get(i);
      if (input != null && input.layout().byteSize() > 0) {
        queue.copyIn(
            places.of(input), staging.address() + inputOffsets.get(i), input.layout().byteSize());
      }
    }
  }

  private void copyOutputs() {
    for (int i = 0; i < plan.outputs().size(); i++) {
      Region output = plan.outputs().get(i);
      if (output.layout().byteSize() > 0) {
        queue.copyOut(
            staging.address() + outputOffsets.get(i),
            places.of(output),
            output.layout().byteSize());
      }
    }
    if (!plan.faults().isEmpty()) {
      fault.fetch(queue);
    }
  }

  /** Waits for each step, so that its time is its own. */
  private void runSteps(String subject, StepListener listener) {
    copyInputs();
    queue.await(subject);
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      long start = System.nanoTime();
      step.operation().enqueue(queue, places);
      queue.await(subject);
      long end = System.nanoTime();
      listener.stepRan(new StepRun(i, step.name(), step.operator(), step.kind(), start, end));
      // The listener may have called a model on another GPU.
      queue.gpu().makeCurrent();
    }
    copyOutputs();
  }

  @Override
  public void close() {
    try (Rollback all = new Rollback()) {
      all.add(plan::release);
      all.add(owned);
      if (recorded != null) {
        all.add(recorded);
      }
    }
  }
}
