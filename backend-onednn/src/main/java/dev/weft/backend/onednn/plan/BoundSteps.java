package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Execution;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Stream;
import dev.weft.backend.onednn.kernel.Elements;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps with their operands in given memory, ready to run. For one thread at a time. */
final class BoundSteps implements AutoCloseable {
  private final List<Step> steps;
  private final Runnable[] actions;
  private final Rollback owned = new Rollback();

  BoundSteps(List<Step> steps, NativeMemory arena) {
    this.steps = steps;
    actions = new Runnable[steps.size()];
    boolean complete = false;
    try {
      Stream stream = owned.add(new Stream());
      for (int i = 0; i < actions.length; i++) {
        actions[i] = bind(steps.get(i), arena, stream);
      }
      complete = true;
    } finally {
      if (!complete) {
        owned.close();
      }
    }
  }

  private Runnable bind(Step step, NativeMemory arena, Stream stream) {
    if (step instanceof Step.OfPrimitive primitive) {
      return execution(primitive, operands(primitive, arena), stream);
    }
    if (step instanceof Step.OfPrimitives sequence) {
      return bind(sequence, arena, stream);
    }
    Step.OfKernel kernel = (Step.OfKernel) step;
    Elements[] inputs = elements(kernel.inputs(), arena);
    Elements[] outputs = elements(kernel.outputs(), arena);
    return () -> kernel.kernel().run(inputs, outputs);
  }

  /** Binds each primitive once, however often it runs: oneDNN's arguments take more than places. */
  private Runnable bind(Step.OfPrimitives sequence, NativeMemory arena, Stream stream) {
    Map<Primitive, Execution> bound = new HashMap<>();
    int count = sequence.parts().size();
    Execution[] executions = new Execution[count];
    Execution.Places[] places = new Execution.Places[count];
    for (int i = 0; i < count; i++) {
      Step.OfPrimitive part = sequence.parts().get(i);
      List<Execution.Operand> operands = operands(part, arena);
      Execution execution = bound.get(part.primitive());
      if (execution == null) {
        execution = execution(part, operands, stream);
        bound.put(part.primitive(), execution);
      }
      executions[i] = execution;
      places[i] = Execution.Places.of(operands);
    }
    return () -> {
      for (int i = 0; i < executions.length; i++) {
        executions[i].run(places[i]);
      }
    };
  }

  private static List<Execution.Operand> operands(Step.OfPrimitive step, NativeMemory arena) {
    List<Execution.Operand> operands = new ArrayList<>();
    for (Step.Argument argument : step.arguments()) {
      ArenaBuffer<NativeMemory> buffer = argument.region().buffer();
      operands.add(
          new Execution.Operand(
              argument.key(), argument.region().layout(), buffer.block(arena), buffer.offset()));
    }
    return operands;
  }

  private Execution execution(
      Step.OfPrimitive step, List<Execution.Operand> operands, Stream stream) {
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
    for (Runnable action : actions) {
      action.run();
    }
  }

  /** Runs the steps, and tells of each. */
  void run(StepListener listener) {
    int threads = OpenMp.threads();
    for (int i = 0; i < actions.length; i++) {
      Step step = steps.get(i);
      long start = System.nanoTime();
      actions[i].run();
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
