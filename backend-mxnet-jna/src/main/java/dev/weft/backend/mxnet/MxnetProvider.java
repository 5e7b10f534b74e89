package dev.weft.backend.mxnet;

import dev.weft.BackendUnavailableException;
import dev.weft.InferenceException;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.nativesupport.predict.SharedModel;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Provides the backend {@code mxnet}. */
public final class MxnetProvider implements BackendProvider {
  private static final int RANK = 100;
  private static final Semaphore LOADS =
      new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** For {@link java.util.ServiceLoader}. */
  public MxnetProvider() {}

  @Override
  public String name() {
    return MxnetOptions.NAME;
  }

  @Override
  public int apiVersion() {
    return API_VERSION;
  }

  @Override
  public int rank() {
    return RANK;
  }

  @Override
  public Availability availability() {
    try {
      MxnetRuntime runtime = MxnetRuntime.start(PredictorOptions.defaults());
      return Availability.available(runtime.devices(), details(runtime));
    } catch (BackendUnavailableException e) {
      return Availability.unavailable(e.reason(), e.fix(), null);
    } catch (InferenceException | LinkageError e) {
      return Availability.unavailable(
          "libmxnet was loaded, but does not answer: " + e.getMessage(),
          MxnetRuntime.LOCATOR.howToProvide(),
          null);
    }
  }

  @Override
  public Model load(ModelSource source, PredictorOptions options) {
    MxnetOptions checked = MxnetOptions.of(options);
    MxnetRuntime runtime = MxnetRuntime.start(options);
    runtime.requireDevice(checked.device());
    MxnetModel loaded = load(runtime, source, checked);
    PredictorOptions filled =
        options.toBuilder()
            .backend(MxnetOptions.NAME)
            .device(checked.device())
            .precision(Precision.FP32)
            .build();
    return new SharedModel(loaded, filled);
  }

  /** Loads no more models at once than processors can, lest native threads pile up. */
  private static MxnetModel load(MxnetRuntime runtime, ModelSource source, MxnetOptions options) {
    LOADS.acquireUninterruptibly();
    try {
      return NativeThreads.call(() -> ModelLoading.load(runtime, source, options));
    } finally {
      LOADS.release();
    }
  }

  private static Map<String, String> details(MxnetRuntime runtime) {
    return NativeThreads.call(
        () -> {
          Map<String, String> details = new LinkedHashMap<>();
          details.put("library", runtime.mxnet().file());
          details.put("found by", runtime.location().origin());
          details.put(
              "version", runtime.mxnet().version() + ", " + runtime.mxnet().cachedOpFunction());
          details.put(
              "features",
              runtime.mxnet().features().entrySet().stream()
                  .filter(Map.Entry::getValue)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.joining(" ")));
          details.put(
              "engine",
              runtime.engine().workers()
                  + " workers, threadsPerCall "
                  + runtime.engine().threadsPerCall());
          return details;
        });
  }
}
