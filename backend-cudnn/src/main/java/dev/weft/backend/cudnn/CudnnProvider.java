package dev.weft.backend.cudnn;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.InferenceException;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.graph.pass.Passes;
import dev.weft.nativesupport.predict.SharedModel;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.util.List;

/** Provides the backend {@code cudnn}. */
public final class CudnnProvider implements BackendProvider {
  private static final int RANK = 300;

  /** For {@link java.util.ServiceLoader}. */
  public CudnnProvider() {}

  @Override
  public String name() {
    return CudnnOptions.NAME;
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
      CudnnRuntime runtime = CudnnRuntime.start(null);
      List<Device> devices = runtime.usable().stream().map(gpu -> Device.gpu(gpu.index())).toList();
      return Availability.available(devices, runtime.details());
    } catch (BackendUnavailableException e) {
      return Availability.unavailable(e.reason(), e.fix(), null);
    } catch (InferenceException | LinkageError e) {
      return Availability.unavailable(
          "CUDA was loaded, but does not answer: " + e.getMessage(),
          "see what nvidia-smi reports",
          null);
    }
  }

  @Override
  public Model load(ModelSource source, PredictorOptions options) {
    CudnnOptions checked = CudnnOptions.of(options);
    CudnnRuntime runtime = CudnnRuntime.start(options.backendOptions().get(CudnnOptions.LIBRARIES));
    List<Gpu> gpus = runtime.gpusOf(checked.device());
    CudnnModel loaded = CudnnModel.load(source, checked, gpus, Passes.standard());
    PredictorOptions filled =
        options.toBuilder()
            .backend(CudnnOptions.NAME)
            .device(checked.device())
            .precision(checked.precision())
            .build();
    return new SharedModel(loaded, filled);
  }
}
