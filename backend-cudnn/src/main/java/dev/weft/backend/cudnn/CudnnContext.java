package dev.weft.backend.cudnn;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.backend.cudnn.plan.CompiledPlan;
import dev.weft.backend.cudnn.plan.ContextMemory;
import dev.weft.backend.cudnn.plan.PlanInstance;
import dev.weft.inspect.StepListener;
import dev.weft.nativesupport.lifetime.Rollback;
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

/**
 * A stream and an arena of one GPU, and the plans that were bound to them. Used by one thread at a
 * time.
 */
final class CudnnContext implements ExecutionContext {
  private static final int MAX_INSTANCES = 8;

  private final CudnnModel model;
  private final GpuModel gpu;
  private final boolean records;
  private final @Nullable StepListener listener;
  private final ContextMemory memory;
  private final Map<CompiledPlan, PlanInstance> instances = new LinkedHashMap<>(16, 0.75f, true);
  private boolean reusable = true;

  CudnnContext(CudnnModel model, GpuModel gpu, boolean records, @Nullable StepListener listener) {
    this.model = model;
    this.gpu = gpu;
    this.records = records;
    this.listener = listener;
    gpu.gpu().requireUsable("model '" + model.name() + "'");
    try {
      this.memory = new ContextMemory(gpu.heap(), gpu.waiting());
    } catch (BackendException e) {
      gpu.gpu().inspect(e);
      throw e;
    }
    gpu.contexts().incrementAndGet();
  }

  @Override
  public List<Tensor> run(Call call) {
    gpu.gpu().requireUsable("model '" + model.name() + "'");
    PlanInstance instance = compute(planFor(call.inputs()), call);
    // Inputs that cannot be computed harm nothing: the GPU is well, and all work is done.
    instance.requireComputable();
    return instance.deliver(call);
  }

  /**
   * Returns a plan that is held for this context, which a plan that cannot be made leaves alone.
   */
  private CompiledPlan planFor(List<Optional<Tensor>> inputs) {
    List<Optional<Shape>> shapes = new ArrayList<>(inputs.size());
    inputs.forEach(input -> shapes.add(input.map(Tensor::shape)));
    try {
      gpu.gpu().makeCurrent();
      return gpu.plan(shapes);
    } catch (BackendException e) {
      gpu.gpu().inspect(e);
      throw e;
    }
  }

  private PlanInstance compute(CompiledPlan plan, Call call) {
    boolean done = false;
    try {
      PlanInstance instance = instanceFor(plan);
      instance.requireFit(call, model.signature());
      for (int i = 0; i < call.inputs().size(); i++) {
        TensorStage target = instance.input(i);
        if (target != null) {
          target.write(call.inputs().get(i));
        }
      }
      instance.run("model '" + model.name() + "'", listener);
      done = true;
      return instance;
    } catch (IllegalArgumentException e) {
      done = true;
      throw e;
    } catch (BackendException e) {
      gpu.gpu().inspect(e);
      throw e;
    } finally {
      reusable = done;
      if (!done) {
        memory.settle();
      }
    }
  }

  private PlanInstance instanceFor(CompiledPlan plan) {
    PlanInstance found = instances.get(plan);
    if (found != null) {
      plan.release();
      return found;
    }
    return bind(plan);
  }

  /** Binds a plan that is held for this context. */
  private PlanInstance bind(CompiledPlan plan) {
    boolean bound = false;
    try {
      forgetClosedPlans();
      if (!memory.has(plan.arenaBytes())) {
        forgetAll();
        memory.resize(plan.arenaBytes());
      }
      PlanInstance instance = new PlanInstance(plan, memory, records && listener == null);
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
  }

  private void forgetAll() {
    List<PlanInstance> all = List.copyOf(instances.values());
    instances.clear();
    Rollback.closeAll(all);
  }

  @Override
  public boolean reusable() {
    return reusable;
  }

  @Override
  public void close() {
    gpu.contexts().decrementAndGet();
    try {
      forgetAll();
    } finally {
      memory.close();
    }
  }
}
