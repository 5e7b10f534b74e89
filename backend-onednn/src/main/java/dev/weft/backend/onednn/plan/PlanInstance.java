package dev.weft.backend.onednn.plan;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.inspect.StepListener;
import dev.weft.nativesupport.predict.StagedOutputs;
import dev.weft.nativesupport.predict.TensorStage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan in the arena of one context, ready to run. For one thread at a time. */
public final class PlanInstance implements StagedOutputs, AutoCloseable {
  private final CompiledPlan plan;
  private final BoundSteps steps;
  private final List<@Nullable TensorStage> inputs = new ArrayList<>();
  private final List<TensorStage> outputs = new ArrayList<>();

  /**
   * Binds a plan.
   *
   * @param plan the plan, held for this instance, which releases it when it is closed
   * @param arena memory of at least the plan's size
   */
  public PlanInstance(CompiledPlan plan, NativeMemory arena) {
    this.plan = plan;
    for (Region input : plan.inputs()) {
      inputs.add(input == null ? null : stage(input, arena));
    }
    for (Region output : plan.outputs()) {
      outputs.add(stage(output, arena));
    }
    this.steps = new BoundSteps(plan.steps(), arena);
  }

  private static TensorStage stage(Region region, NativeMemory arena) {
    return new TensorStage(BoundSteps.memory(region, arena));
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
   * Computes the outputs of the inputs.
   *
   * @param listener who is told of each step, or null
   */
  public void run(@Nullable StepListener listener) {
    if (listener == null) {
      steps.run();
    } else {
      steps.run(listener);
    }
  }

  @Override
  public void close() {
    steps.close();
    plan.release();
  }
}
