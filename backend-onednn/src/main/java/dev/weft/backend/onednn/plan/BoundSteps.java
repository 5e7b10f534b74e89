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
  private final Execution[][] executions;
  private final @Nullable Kernel[] kernels;
  private final Elements[][] inputs;
  private final Elements[][] outputs;
  private final Rollback owned = new Rollback();

  BoundSteps(List<Step> steps, NativeMemory arena) {
    this.steps = steps;
    executions = new Execution[steps.size()][];
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
      executions[index] = new Execution[] {execution(primitive, arena, stream)};
    } else if (step instanceof Step.OfPrimitives sequence) {
      List<Step.OfPrimitive> parts = sequence.parts();
      Execution[] bound = new Execution[parts.size()];
      for (int i = 0; i < bound.length; i++) {
        bound[i] = execution(parts.get(i), arena, stream);
      }
      executions[index] = bound;
    } else if (step instanceof Step.OfKernel kernel) {
      executions[index] = new Execution[0];
      kernels[index] = kernel.kernel();
      inputs[index] = elements(kernel.inputs(), arena);
      outputs[index] = elements(kernel.outputs(), arena);
    }
  }

  private Execution execution(Step.OfPrimitive step, NativeMemory arena, Stream stream) {
    List<Execution.Operand> operands = new ArrayList<>();
    for (Step.Argument argument : step.arguments()) {
      ArenaBuffer<NativeMemory> buffer = argument.region().buffer();
      operands.add(
          new Execution.Operand(
              argument.key(), argument.region().layout(), buffer.block(arena), buffer.offset()));
    }
    return owned.add(
        new Execution("node '" + step.name() + "'", step.primitive(), stream, operands));
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
      run(i);
    }
  }

  private void run(int index) {
    Kernel kernel = kernels[index];
    if (kernel != null) {
      kernel.run(inputs[index], outputs[index]);
      return;
    }
    for (Execution execution : executions[index]) {
      execution.run();
    }
  }

  /** Runs the steps, and tells of each. */
  void run(StepListener listener) {
    int threads = OpenMp.threads();
    for (int i = 0; i < executions.length; i++) {
      Step step = steps.get(i);
      long start = System.nanoTime();
      run(i);
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
