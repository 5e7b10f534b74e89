package dev.weft.nativesupport.predict;

import dev.weft.Model;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.ModelReport;
import dev.weft.nativesupport.lifetime.LeakAlarm;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model whose parameters live until it and all its predictors are closed; thread-safe. */
public final class SharedModel implements Model {
  private final LoadedModel loaded;
  private final PredictorOptions given;
  private final PredictorOptions options;
  private final NativeHandle parameters;
  private final LeakAlarm alarm;

  /**
   * Takes over a loaded model, which is closed with the last handle on it.
   *
   * @param loaded what the backend loaded
   * @param options the options of loading, with backend, device and precision filled in
   * @throws RuntimeException as {@link LoadedModel#settle} does; the model is then closed
   */
  public SharedModel(LoadedModel loaded, PredictorOptions options) {
    this.loaded = loaded;
    this.given = options;
    try {
      this.options = loaded.settle(options);
    } catch (Throwable e) {
      loaded.close();
      throw e;
    }
    String name = "model " + loaded.name();
    this.parameters = new NativeHandle(name, loaded::close);
    this.alarm = LeakAlarm.watch(this, name, parameters::close);
  }

  @Override
  public ModelSignature signature() {
    return loaded.signature();
  }

  @Override
  public PredictorOptions options() {
    return options;
  }

  @Override
  public long parameterBytes() {
    return loaded.parameterBytes();
  }

  @Override
  public ThreadSafePredictor predictor(PredictorOptions wanted) {
    requireSame("backend", wanted.backend(), options.backend());
    requireSame("device", wanted.device(), options.device());
    requireSame("precision", wanted.precision(), options.precision());
    for (Map.Entry<String, String> option : wanted.backendOptions().entrySet()) {
      String present = options.backendOptions().get(option.getKey());
      requireSame(option.getKey(), Optional.of(option.getValue()), Optional.ofNullable(present));
    }
    parameters.acquire();
    try {
      boolean settled = wanted.concurrency().isEmpty() && wanted.threadsPerCall().isEmpty();
      PredictorOptions own =
          settled ? merged(options, wanted) : loaded.settle(merged(given, wanted));
      return new PooledPredictor(loaded, own, parameters::release);
    } catch (Throwable e) {
      parameters.release();
      throw e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public ModelReport report(Map<String, Shape> inputShapes) {
    parameters.acquire();
    try {
      List<Optional<Shape>> shapes = new CallChecks(loaded.signature()).shapes(inputShapes);
      return PlatformThreads.call(() -> loaded.report(shapes, options));
    } finally {
      parameters.release();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    try {
      parameters.close();
    } finally {
      alarm.disarm();
      Reference.reachabilityFence(this);
    }
  }

  /** Returns the model's options with what {@code wanted} sets of a predictor's own. */
  private static PredictorOptions merged(PredictorOptions model, PredictorOptions wanted) {
    PredictorOptions.Builder merged = model.toBuilder();
    if (wanted.concurrency().isPresent()) {
      merged.concurrency(wanted.concurrency().getAsInt());
    }
    if (wanted.threadsPerCall().isPresent()) {
      merged.threadsPerCall(wanted.threadsPerCall().getAsInt());
    }
    if (wanted.maxWait().isPresent()) {
      merged.maxWait(wanted.maxWait().get());
    }
    if (wanted.maxQueuedCalls().isPresent()) {
      merged.maxQueuedCalls(wanted.maxQueuedCalls().getAsInt());
    }
    if (wanted.stepListener().isPresent()) {
      merged.stepListener(wanted.stepListener().get());
    }
    return merged.build();
  }

  private void requireSame(String option, Optional<?> wanted, Optional<?> present) {
    boolean automatic = wanted.isPresent() && wanted.get().equals(PredictorOptions.AUTO);
    if (wanted.isPresent() && !automatic && !wanted.equals(present)) {
      throw new IllegalArgumentException(
          "option "
              + option
              + " is "
              + wanted.get()
              + ", but model "
              + loaded.name()
              + " was loaded with "
              + present.map(Object::toString).orElse("none")
              + "; load the model again to change it");
    }
  }

  @Override
  public String toString() {
    return "model " + loaded.name() + " [" + options + "]";
  }
}
