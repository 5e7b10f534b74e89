package dev.weft.backend.cudnn;

import dev.weft.BackendUnavailableException;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.lower.LoweringTable;
import dev.weft.backend.cudnn.plan.Arithmetic;
import dev.weft.backend.cudnn.plan.CompiledPlan;
import dev.weft.backend.cudnn.plan.PlanReport;
import dev.weft.graph.Graph;
import dev.weft.graph.pass.GraphPass;
import dev.weft.graph.pass.Passes;
import dev.weft.graph.plan.OptimizedModel;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.graph.report.Lineage;
import dev.weft.inspect.ModelReport;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.ExecutionContext;
import dev.weft.nativesupport.predict.LoadedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A compiled graph on one GPU or several. */
final class CudnnModel implements LoadedModel {
  /** Enough for copies of one call to run beside the kernels of others. */
  private static final int CONTEXTS_OF_A_GPU = 4;

  private final OptimizedModel model;
  private final CudnnOptions options;
  private final List<GpuModel> gpus;
  private final long parameterBytes;

  private CudnnModel(OptimizedModel model, List<GpuModel> gpus, CudnnOptions options) {
    this.model = model;
    this.options = options;
    this.gpus = List.copyOf(gpus);
    this.parameterBytes = gpus.stream().mapToLong(GpuModel::parameterBytes).sum();
  }

  static CudnnModel load(
      ModelSource source, CudnnOptions options, List<Gpu> devices, List<GraphPass> passes) {
    Arithmetic arithmetic = arithmetic(options, devices);
    try (ModelGraph read =
            ModelReader.read(source, CudnnOptions.NAME, LoweringTable.ofAll()::supports);
        Rollback made = new Rollback()) {
      Lineage lineage = new Lineage(read.graph());
      Graph graph = Passes.run(read.graph(), passes, lineage::passed);
      OptimizedModel model = new OptimizedModel(read, lineage, graph);
      List<GpuModel> gpus = new ArrayList<>();
      for (Gpu device : devices) {
        gpus.add(made.add(new GpuModel(model, device, arithmetic, options)));
      }
      CudnnModel loaded = new CudnnModel(model, gpus, options);
      made.commit();
      return loaded;
    }
  }

  private static Arithmetic arithmetic(CudnnOptions options, List<Gpu> devices) {
    ElementType type =
        switch (options.precision()) {
          case FP32 -> ElementType.F32;
          case BF16 -> ElementType.BF16;
          case FP16 -> ElementType.F16;
        };
    for (Gpu gpu : devices) {
      if (type == ElementType.BF16 && !gpu.hasBf16()) {
        throw new BackendUnavailableException(
            gpu + " has no BF16 arithmetic: it is of architecture " + gpu.architecture(),
            "choose FP16 or FP32, or a GPU of architecture sm_80 or newer",
            null);
      }
    }
    return new Arithmetic(type, options.tf32(), options.tune());
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
    return wanted.toBuilder()
        .concurrency(wanted.concurrency().orElse(CONTEXTS_OF_A_GPU * gpus.size()))
        .threadsPerCall(1)
        .build();
  }

  /** Contexts go to the GPU that has the fewest, so that calls at the same time are spread. */
  @Override
  public synchronized ExecutionContext newContext(PredictorOptions wanted) {
    GpuModel least =
        gpus.stream().min(Comparator.comparingInt(gpu -> gpu.contexts().get())).orElseThrow();
    return new CudnnContext(this, least, options.graphs(), wanted.stepListener().orElse(null));
  }

  @Override
  public ModelReport report(List<Optional<Shape>> inputShapes, PredictorOptions wanted) {
    CompiledPlan plan = gpus.get(0).plan(inputShapes);
    try {
      PlanReport report = new PlanReport(plan, model.graph());
      return model.report(inputShapes, report.steps(), report.memory(gpus.get(0).parameterBytes()));
    } finally {
      plan.release();
    }
  }

  @Override
  public void close() {
    Rollback.closeAll(gpus);
  }
}
