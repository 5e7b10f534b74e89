package dev.weft.backend.onednn;

import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.backend.onednn.lower.LoweringTable;
import dev.weft.backend.onednn.lower.RecurrentParameters;
import dev.weft.backend.onednn.plan.CompiledPlan;
import dev.weft.backend.onednn.plan.ParameterStore;
import dev.weft.backend.onednn.plan.PlanBuilder;
import dev.weft.backend.onednn.plan.PlanReport;
import dev.weft.graph.Graph;
import dev.weft.graph.ValueType;
import dev.weft.graph.pass.GraphPass;
import dev.weft.graph.pass.Passes;
import dev.weft.graph.plan.OptimizedModel;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.graph.report.Lineage;
import dev.weft.inspect.ModelReport;
import dev.weft.nativesupport.predict.ExecutionContext;
import dev.weft.nativesupport.predict.LoadedModel;
import dev.weft.nativesupport.predict.PlanCache;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A compiled graph and its parameters in native memory, with plans for the shapes of calls. */
final class OnednnModel implements LoadedModel {
  private final OptimizedModel model;
  private final ParameterStore parameters;
  private final ElementType activations;
  private final boolean winograd;
  private final PlanCache<CompiledPlan> plans;
  private final long parameterBytes;

  private OnednnModel(
      OptimizedModel model,
      ParameterStore parameters,
      ElementType activations,
      OnednnOptions options) {
    this.model = model;
    this.parameters = parameters;
    this.activations = activations;
    this.winograd = options.winograd();
    this.parameterBytes = parameters.byteSize();
    this.plans = new PlanCache<>(options.planCount(), options.planBytes(), this::compile);
  }

  /**
   * Reads a model.
   *
   * @param activations waits for the native library, and gives the type of activations; asked once,
   *     before anything native is made
   */
  static OnednnModel load(
      ModelSource source,
      OnednnOptions options,
      Supplier<ElementType> activations,
      List<GraphPass> passes) {
    try (ModelGraph model =
        ModelReader.read(source, OnednnOptions.NAME, LoweringTable.ofAll()::supports)) {
      Lineage lineage = new Lineage(model.graph());
      Graph passed = Passes.run(model.graph(), passes, lineage::passed);
      Graph graph = RecurrentParameters.reordered(passed);
      ElementType type = activations.get();
      return new OnednnModel(
          new OptimizedModel(model, lineage, graph), ParameterStore.read(graph), type, options);
    }
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public ModelSignature signature() {
    return model.signature();
  }

  @Override
  public long parameterBytes() {
    return parameterBytes;
  }

  @Override
  public PredictorOptions settle(PredictorOptions wanted) {
    int threads = wanted.threadsPerCall().orElse(1);
    int budget = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    return wanted.toBuilder()
        .concurrency(wanted.concurrency().orElse(budget))
        .threadsPerCall(threads)
        .build();
  }

  @Override
  public ExecutionContext newContext(PredictorOptions options) {
    return new OnednnContext(
        this, options.threadsPerCall().orElse(1), options.stepListener().orElse(null));
  }

  @Override
  public ModelReport report(List<Optional<Shape>> inputShapes, PredictorOptions options) {
    int threads = options.threadsPerCall().orElse(1);
    OpenMp.setThreads(threads);
    CompiledPlan plan = plan(inputShapes, threads);
    try {
      PlanReport report = new PlanReport(plan, model.graph());
      return model.report(inputShapes, report.steps(), report.memory(parameters.byteSize()));
    } finally {
      plan.release();
    }
  }

  /**
   * Returns the plan for the shapes of a call, held for the caller.
   *
   * @param shapes the shapes of all inputs, empty where one was left out
   * @param threads the number of threads that compute a call, as set for the calling thread
   */
  CompiledPlan plan(List<Optional<Shape>> shapes, int threads) {
    return plans.get(new PlanCache.Key(List.copyOf(shapes), threads));
  }

  private CompiledPlan compile(PlanCache.Key key) {
    try {
      return model.compile(key.shapes(), this::compile);
    } finally {
      parameters.trim();
    }
  }

  private CompiledPlan compile(List<ValueType> types) {
    Graph graph = model.graph();
    try (PlanBuilder builder = new PlanBuilder(graph, types, parameters, activations, winograd)) {
      LoweringTable.ofAll().lower(graph, builder);
      return builder.finish();
    }
  }

  @Override
  public void close() {
    plans.close();
    parameters.close();
    NativeMemory.trim();
  }
}
