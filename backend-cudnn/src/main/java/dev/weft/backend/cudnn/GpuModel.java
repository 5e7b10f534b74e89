package dev.weft.backend.cudnn;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.Wait;
import dev.weft.backend.cudnn.kernel.KernelLibrary;
import dev.weft.backend.cudnn.lower.LoweringTable;
import dev.weft.backend.cudnn.plan.Arithmetic;
import dev.weft.backend.cudnn.plan.CompiledPlan;
import dev.weft.backend.cudnn.plan.DeviceParameters;
import dev.weft.backend.cudnn.plan.PlanBuilder;
import dev.weft.graph.Graph;
import dev.weft.graph.ValueType;
import dev.weft.graph.plan.CallShapes;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.PlanCache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A compiled graph on one GPU: parameters, kernels, plans. Thread-safe: plans are built one at a
 * time, under a lock.
 */
final class GpuModel implements AutoCloseable {
  private final String name;
  private final Graph source;
  private final Graph graph;
  private final Gpu gpu;
  private final DeviceHeap heap;
  private final KernelLibrary kernels;
  private final DeviceParameters parameters;
  private final Queue workbench;
  private final Arithmetic arithmetic;
  private final Wait wait;
  private final PlanCache<CompiledPlan> plans;
  private final AtomicInteger contexts = new AtomicInteger();
  private final Rollback owned;

  GpuModel(
      String name,
      Graph source,
      Graph graph,
      Gpu gpu,
      Arithmetic arithmetic,
      CudnnOptions options) {
    this.name = name;
    this.source = source;
    this.graph = graph;
    this.gpu = gpu;
    this.arithmetic = arithmetic;
    this.wait = options.waiting();
    this.heap = new DeviceHeap(gpu, "model '" + name + "'", options.memoryBytes());
    gpu.requireUsable("loading model '" + name + "'");
    try (Rollback made = new Rollback()) {
      workbench = made.add(Queue.create(heap, wait));
      kernels = made.add(new KernelLibrary(gpu));
      parameters = made.add(DeviceParameters.read(graph, heap));
      plans = made.add(new PlanCache<>(options.planCount(), options.planBytes(), this::compile));
      owned = made.detached();
    } catch (BackendException e) {
      gpu.inspect(e);
      throw e;
    }
  }

  Gpu gpu() {
    return gpu;
  }

  DeviceHeap heap() {
    return heap;
  }

  /** Returns how calls wait for the GPU. */
  Wait waiting() {
    return wait;
  }

  long parameterBytes() {
    return parameters.byteSize();
  }

  /** Returns how many contexts compute on this GPU. */
  AtomicInteger contexts() {
    return contexts;
  }

  /**
   * Returns the plan for the shapes of a call, held for the caller.
   *
   * @param shapes the shapes of all inputs, empty where one was left out
   */
  CompiledPlan plan(List<Optional<Shape>> shapes) {
    return plans.get(new PlanCache.Key(List.copyOf(shapes), 1));
  }

  private synchronized CompiledPlan compile(PlanCache.Key key) {
    List<Optional<Shape>> shapes = key.shapes();
    gpu.makeCurrent();
    try {
      List<ValueType> types = CallShapes.complete(source, graph, shapes);
      try (PlanBuilder builder =
          new PlanBuilder(
              graph,
              types,
              new PlanBuilder.Workshop(heap, workbench, kernels, parameters, arithmetic))) {
        LoweringTable.ofAll().lower(graph, builder);
        return builder.finish();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BackendException(
          name + " with " + CallShapes.describe(source, shapes),
          "shape inference",
          0,
          String.valueOf(e.getMessage()),
          e);
    } finally {
      parameters.trim();
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
