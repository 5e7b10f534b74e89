package dev.weft.backend.onednn;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.InferenceException;
import dev.weft.Model;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.UnsupportedModelException;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.graph.pass.Passes;
import dev.weft.nativesupport.library.Uninterrupted;
import dev.weft.nativesupport.lifetime.Rollback;
import dev.weft.nativesupport.predict.SharedModel;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.util.List;

/** Provides the backend {@code onednn}. */
public final class OnednnProvider implements BackendProvider {
  private static final int RANK = 200;

  /** For {@link java.util.ServiceLoader}. */
  public OnednnProvider() {}

  @Override
  public String name() {
    return OnednnOptions.NAME;
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
      Engine engine = Uninterrupted.call(OnednnRuntime::start);
      return Availability.available(List.of(Device.cpu()), OnednnRuntime.details(engine));
    } catch (BackendUnavailableException e) {
      return Availability.unavailable(e.reason(), e.fix(), null);
    } catch (InferenceException | LinkageError e) {
      return Availability.unavailable(
          "oneDNN was loaded, but does not answer: " + e.getMessage(), OnednnRuntime.FIX, null);
    }
  }

  @Override
  public Model load(ModelSource source, PredictorOptions options) {
    OnednnOptions checked = OnednnOptions.of(options);
    OnednnModel loaded = load(source, checked);
    PredictorOptions filled =
        options.toBuilder()
            .backend(OnednnOptions.NAME)
            .device(Device.cpu())
            .precision(checked.precision())
            .build();
    return new SharedModel(loaded, filled);
  }

  /** Reads the model while another thread loads the native library. */
  private static OnednnModel load(ModelSource source, OnednnOptions options) {
    LibraryStart library = LibraryStart.begin();
    try {
      OnednnModel model =
          OnednnModel.load(
              source,
              options,
              () -> OnednnRuntime.activations(library.engine(), options.precision()),
              Passes.standard());
      try (Rollback made = new Rollback()) {
        made.add(model);
        library.await();
        made.commit();
        return model;
      }
    } catch (ModelFormatException | UnsupportedModelException e) {
      // Without the library no model can be loaded, and another backend may be tried.
      library.await();
      throw e;
    }
  }
}
