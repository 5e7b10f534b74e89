package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Execution;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.backend.onednn.handle.Stream;
import dev.weft.backend.onednn.kernel.Elements;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps with their operands in given memory, ready to run. For one thread at a time. */
final class BoundSteps implements AutoCloseable {
  private final List<Step> steps;
  private final @Nullable Execution[] executions;
  private final @Nullable Kernel[] kernels;
  private final Elements[][] inputs;
  private final Elements[][] outputs;
  private final Rollback owned = new Rollback();

  BoundSteps(List<Step> steps, NativeMemory arena) {
    this.steps = steps;
    executions = new Execution[steps.size()];
    kernels = new Kernel[steps.size()];
    inputs = new Elements[steps.size()][];
    outputs = new Elements[steps.size()][];
    boolean complete = false;
    try {
      Stream stream = owned.add(new Stream());
      for (int i = 0; i < executions.length; i++) {
        bind(i, steps.get(i), arena, stream);
      }
      complete = true;
    } finally {
      if (!complete) {
        owned.close();
      }
    }
  }

  private void bind(int index, Step step, NativeMemory arena, Stream stream) {
    if (step instanceof Step.OfPrimitive primitive) {
      List<Execution.Operand> operands = new ArrayList<>();
      for (Step.Argument argument : primitive.arguments()) {
        ArenaBuffer<NativeMemory> buffer = argument.region().buffer();
        operands.add(
            new Execution.Operand(
                argument.key(), argument.region().layout(), buffer.block(arena), buffer.offset()));
      }
      executions[index] =
          owned.add(
              new Execution("node '" + step.name() + "'", primitive.primitive(), stream, operands));
    } else if (step instanceof Step.OfKernel kernel) {
      kernels[index] = kernel.kernel();
      inputs[index] = elements(kernel.inputs(), arena);
      outputs[index] = elements(kernel.outputs(), arena);
    }
  }

  private static Elements[] elements(List<Region> regions, NativeMemory arena) {
    return regions.stream().map(region -> elements(region, arena)).toArray(Elements[]::new);
  }

  private static Elements elements(Region region, NativeMemory arena) {
    return new Elements(region.layout().type(), memory(region, arena));
  }

  static ByteBuffer memory(Region region, NativeMemory arena) {
    return region
        .buffer()
        .block(arena)
        .view(region.buffer().offset(), Math.toIntExact(region.layout().byteSize()));
  }

  void run() {
    for (int i = 0; i < executions.length; i++) {
      Execution execution = executions[i];
      if (execution != null) {
        execution.run();
      } else {
        kernels[i].run(inputs[i], outputs[i]);
      }
    }
  }

  /** Runs the steps, and tells of each. */
  void run(StepListener listener) {
    int threads = OpenMp.threads();
    for (int i = 0; i < executions.length; i++) {
      Step step = steps.get(i);
      Execution execution = executions[i];
      long start = System.nanoTime();
      if (execution != null) {
        execution.run();
      } else {
        kernels[i].run(inputs[i], outputs[i]);
      }
      long end = System.nanoTime();
      listener.stepRan(new StepRun(i, step.name(), step.operator(), step.kind(), start, end));
      // The listener may have called a model that another number of threads computes.
      OpenMp.setThreads(threads);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
