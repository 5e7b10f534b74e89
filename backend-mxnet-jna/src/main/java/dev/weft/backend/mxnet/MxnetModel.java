package dev.weft.backend.mxnet;

import dev.weft.Device;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.backend.mxnet.handle.MxnetLoader;
import dev.weft.backend.mxnet.handle.NdArray;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.ExecutionContext;
import dev.weft.nativesupport.predict.LoadedModel;
import java.util.List;
import java.util.Map;

/** A graph and its parameters in libmxnet; immutable. */
final class MxnetModel implements LoadedModel {
  private final String name;
  private final MxnetRuntime runtime;
  private final Device device;
  private final Symbol executable;
  private final Map<String, NdArray> parameters;
  private final ModelSignature signature;
  private final ShapeInference shapes;
  private final CallRules rules;
  private final Rollback owned;

  /**
   * Makes a model.
   *
   * @param executable the graph that is run, rewritten if that was asked for
   * @param parameters arrays by name
   * @param owned everything native that this model frees when it is closed
   */
  MxnetModel(
      String name,
      MxnetRuntime runtime,
      Device device,
      Symbol executable,
      Map<String, NdArray> parameters,
      ModelSignature signature,
      ShapeInference shapes,
      CallRules rules,
      Rollback owned) {
    this.name = name;
    this.runtime = runtime;
    this.device = device;
    this.executable = executable;
    this.parameters = parameters;
    this.signature = signature;
    this.shapes = shapes;
    this.rules = rules;
    this.owned = owned;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public long parameterBytes() {
    return parameters.values().stream().mapToLong(NdArray::byteSize).sum();
  }

  @Override
  public PredictorOptions settle(PredictorOptions wanted) {
    return runtime.engine().settle(name, wanted);
  }

  @Override
  public ExecutionContext newContext(PredictorOptions options) {
    return NativeThreads.call(() -> MxnetContext.of(this, options.stepListener().orElse(null)));
  }

  /** They compute in {@link NativeThreads}. */
  @Override
  public boolean computesInCallingThread() {
    return false;
  }

  @Override
  public void close() {
    NativeThreads.run(
        () -> {
          owned.close();
          MxnetLoader.trimHeap();
        });
  }

  MxnetRuntime runtime() {
    return runtime;
  }

  Device device() {
    return device;
  }

  Symbol executable() {
    return executable;
  }

  Map<String, NdArray> parameters() {
    return parameters;
  }

  ShapeInference shapes() {
    return shapes;
  }

  CallRules rules() {
    return rules;
  }

  /**
   * Returns the names of the executable graph's inputs, parameters among them, in the order in
   * which an operator takes them.
   */
  List<String> places() {
    return executable.inputs();
  }
}
