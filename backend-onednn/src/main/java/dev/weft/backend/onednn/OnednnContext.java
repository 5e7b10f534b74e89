package dev.weft.backend.onednn;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.backend.onednn.plan.CompiledPlan;
import dev.weft.backend.onednn.plan.PlanInstance;
import dev.weft.inspect.StepListener;
import dev.weft.nativesupport.predict.Call;
import dev.weft.nativesupport.predict.ExecutionContext;
import dev.weft.nativesupport.predict.TensorStage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An arena, and the plans that were bound to it. Used by one thread at a time. */
final class OnednnContext implements ExecutionContext {
  private static final int MAX_INSTANCES = 8;

  private final OnednnModel model;
  private final int threads;
  private final @Nullable StepListener listener;
  private final Map<CompiledPlan, PlanInstance> instances = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable NativeMemory arena;
  private @Nullable PlanInstance current;
  private List<Optional<Shape>> currentShapes = List.of();
  private boolean reusable = true;

  OnednnContext(OnednnModel model, int threads, @Nullable StepListener listener) {
    this.model = model;
    this.threads = threads;
    this.listener = listener;
  }

  @Override
  public List<Tensor> run(Call call) {
    // Before a plan is compiled, too: primitives are made for the number of threads of that moment.
    OpenMp.setThreads(threads);
    PlanInstance instance = instanceFor(call.inputs());
    instance.requireFit(call, model.signature());
    boolean done = false;
    try {
      for (int i = 0; i < call.inputs().size(); i++) {
        TensorStage target = instance.input(i);
        if (target != null) {
          target.write(call.inputs().get(i));
        }
      }
      instance.run(listener);
      List<Tensor> results = instance.deliver(call);
      done = true;
      return results;
    } catch (BackendException e) {
      // A step failed; the next call writes all that it reads, so this context stays usable.
      done = true;
      throw e;
    } finally {
      reusable = done;
    }
  }

  private PlanInstance instanceFor(List<Optional<Tensor>> inputs) {
    PlanInstance present = current;
    if (present != null && areCurrent(inputs)) {
      return present;
    }
    List<Optional<Shape>> shapes = new ArrayList<>(inputs.size());
    for (Optional<Tensor> input : inputs) {
      shapes.add(input.isPresent() ? Optional.of(input.get().shape()) : Optional.empty());
    }
    CompiledPlan plan = model.plan(shapes, threads);
    PlanInstance found = instances.get(plan);
    if (found == null) {
      found = bind(plan);
    } else {
      plan.release();
    }
    current = found;
    currentShapes = shapes;
    return found;
  }

  private boolean areCurrent(List<Optional<Tensor>> inputs) {
    for (int i = 0; i < currentShapes.size(); i++) {
      Optional<Shape> before = currentShapes.get(i);
      Optional<Tensor> now = inputs.get(i);
      boolean same =
          before.isPresent()
              ? now.isPresent() && before.get().equals(now.get().shape())
              : now.isEmpty();
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Binds a plan that is held for this context. */
  private PlanInstance bind(CompiledPlan plan) {
    boolean bound = false;
    try {
      forgetClosedPlans();
      NativeMemory memory = arena;
      if (memory == null || memory.byteSize() < plan.arenaBytes()) {
        forgetAll();
        if (memory != null) {
          arena = null;
          memory.close();
        }
        memory = NativeMemory.allocate(Math.max(1, plan.arenaBytes()), "arena of " + model.name());
        arena = memory;
      }
      PlanInstance instance = new PlanInstance(plan, memory);
      bound = true;
      instances.put(plan, instance);
      return instance;
    } finally {
      if (!bound) {
        plan.release();
      }
    }
  }

  private void forgetClosedPlans() {
    Iterator<PlanInstance> oldest = instances.values().iterator();
    while (oldest.hasNext()) {
      PlanInstance instance = oldest.next();
      if (instance.plan().isClosed() || instances.size() >= MAX_INSTANCES) {
        oldest.remove();
        instance.close();
      }
    }
    current = null;
  }

  private void forgetAll() {
    instances.values().forEach(PlanInstance::close);
    instances.clear();
    current = null;
  }

  @Override
  public boolean reusable() {
    return reusable;
  }

  @Override
  public void close() {
    forgetAll();
    NativeMemory memory = arena;
    arena = null;
    if (memory != null) {
      memory.close();
    }
  }
}
