package dev.weft.fakes;

import dev.weft.BackendException;
import dev.weft.BackendUnavailableException;
import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.UnsupportedModelException;
import dev.weft.spi.Availability;
import java.util.List;
import java.util.Map;

/** Providers that tests register with {@link java.util.ServiceLoader}. */
public final class FakeBackends {
  private FakeBackends() {}

  /** Of low rank. */
  public static final class Low extends FakeBackend {
    public Low() {
      super("low", -5);
    }
  }

  /** Of high rank. */
  public static final class High extends FakeBackend {
    public High() {
      super("high", 10);
    }
  }

  /** Of the same rank as {@link High}. */
  public static final class Equal extends FakeBackend {
    public Equal() {
      super("equal", 10);
    }
  }

  /** Of the same name as {@link Low}. */
  public static final class SecondLow extends FakeBackend {
    public SecondLow() {
      super("low", 3);
    }
  }

  /** Made for another version of the SPI. */
  public static final class Outdated extends FakeBackend {
    public Outdated() {
      super("outdated", 0);
    }

    @Override
    public int apiVersion() {
      return API_VERSION + 1;
    }
  }

  /** Has a name that stands for the choice itself. */
  public static final class NamedAuto extends FakeBackend {
    public NamedAuto() {
      super("auto", 0);
    }
  }

  /** Has a name in capitals. */
  public static final class Shouting extends FakeBackend {
    public Shouting() {
      super("MXNet", 0);
    }
  }

  /** Lacks its library. */
  public static final class Absent extends FakeBackend {
    public Absent() {
      super("absent", 100);
    }

    @Override
    public Availability availability() {
      return Availability.unavailable("libabsent is missing", "install it", null);
    }

    @Override
    public Model load(ModelSource source, PredictorOptions options) {
      throw new BackendUnavailableException("libabsent is missing", "install it", null);
    }
  }

  /** Lacks operators of every model. */
  public static final class Picky extends FakeBackend {
    public Picky() {
      super("picky", 90);
    }

    @Override
    public Model load(ModelSource source, PredictorOptions options) {
      throw new UnsupportedModelException(
          source.toString(), name(), Map.of("Convolution", List.of("conv0")));
    }
  }

  /** Fails in native code. */
  public static final class Failing extends FakeBackend {
    public Failing() {
      super("failing", 80);
    }

    @Override
    public Availability availability() {
      throw new NoClassDefFoundError("com/sun/jna/Native");
    }

    @Override
    public Model load(ModelSource source, PredictorOptions options) {
      throw new BackendException("loading " + source, "MXNDArrayLoad", -1, "out of memory");
    }
  }

  /** Breaks the promise that {@code availability} never throws. */
  public static final class Throwing extends FakeBackend {
    public Throwing() {
      super("throwing", 70);
    }

    @Override
    public Availability availability() {
      throw new IllegalStateException("no device");
    }
  }

  /** Must be listed, and left alone otherwise. */
  public static final class Untouchable extends FakeBackend {
    public Untouchable() {
      super("untouchable", 1000);
    }

    @Override
    public Availability availability() {
      throw new AssertionError("availability was asked");
    }

    @Override
    public Model load(ModelSource source, PredictorOptions options) {
      throw new AssertionError("a model was loaded");
    }
  }

  /** Cannot be made. */
  public static final class Unmakeable extends FakeBackend {
    public Unmakeable() {
      super("unmakeable", 0);
      throw new IllegalStateException("no licence");
    }
  }
}
