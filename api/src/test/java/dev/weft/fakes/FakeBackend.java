package dev.weft.fakes;

import dev.weft.Device;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.util.List;
import java.util.Map;

/** A backend that can load everything; subclasses fail in one way each. */
public abstract class FakeBackend implements BackendProvider {
  private final String name;
  private final int rank;

  FakeBackend(String name, int rank) {
    this.name = name;
    this.rank = rank;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int apiVersion() {
    return API_VERSION;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public Availability availability() {
    return Availability.available(List.of(Device.cpu()), Map.of("version", "1"));
  }

  @Override
  public Model load(ModelSource source, PredictorOptions options) {
    return new FakeModel(name);
  }
}
