package dev.weft.backend.mxnet;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.PredictorOptions;
import dev.weft.backend.mxnet.handle.Mxnet;
import dev.weft.backend.mxnet.handle.MxnetLoader;
import dev.weft.nativesupport.library.LibraryLocation;
import dev.weft.nativesupport.library.LibraryLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * libmxnet in this process: loaded once, with engine settings that hold until the process ends.
 * Thread-safe.
 */
final class MxnetRuntime {
  static final LibraryLocator LOCATOR =
      new LibraryLocator(
          MxnetOptions.NAME, "mxnet", "native/lib", "dev.weft.mxnet.library", "WEFT_MXNET_LIBRARY");

  private static @Nullable MxnetRuntime loaded;

  private final Mxnet mxnet;
  private final LibraryLocation location;
  private final EngineSettings engine;
  private final Set<String> operatorNames;
  private final Map<String, List<String>> operatorArguments;
  private final Map<String, String> canonicalNames = new ConcurrentHashMap<>();
  private final AtomicBoolean complete = new AtomicBoolean();

  private MxnetRuntime(Mxnet mxnet, LibraryLocation location, EngineSettings engine) {
    this.mxnet = mxnet;
    this.location = location;
    this.engine = engine;
    this.operatorNames = mxnet.operatorNames();
    this.operatorArguments = mxnet.operatorArguments();
  }

  /**
   * Returns the runtime, loading the library for the first caller with engine settings that suit
   * its options.
   *
   * @throws BackendUnavailableException if it cannot be loaded, or another libmxnet is wanted than
   *     is loaded
   */
  static synchronized MxnetRuntime start(PredictorOptions options) {
    Optional<String> library = Optional.ofNullable(options.backendOptions().get("mxnet.library"));
    MxnetRuntime present = loaded;
    if (present != null) {
      library.ifPresent(present::requireSame);
      return present;
    }
    LibraryLocation location = LOCATOR.locate(library.orElse(null));
    try {
      MxnetRuntime started = NativeThreads.call(() -> load(location, options));
      MxnetLoader.endWithoutDestructors();
      loaded = started;
      return started;
    } catch (NoClassDefFoundError e) {
      throw new BackendUnavailableException(
          "backend 'mxnet': JNA cannot be used: " + e,
          "add net.java.dev.jna:jna-jpms to the class path or the module path",
          e);
    }
  }

  /**
   * Loads the library, on a native thread: a thread that JNA begins with its first work takes over
   * the context class loader, and would keep that of the application that opens the first model.
   */
  private static MxnetRuntime load(LibraryLocation location, PredictorOptions options) {
    EngineSettings engine = EngineSettings.decide(options);
    engine.apply();
    return new MxnetRuntime(MxnetLoader.load(location, LOCATOR.howToProvide()), location, engine);
  }

  /** Is told of each computation; the first makes libmxnet complete. */
  void hasComputed() {
    if (!complete.get() && complete.compareAndSet(false, true)) {
      MxnetLoader.endWithoutDestructors();
    }
  }

  Mxnet mxnet() {
    return mxnet;
  }

  LibraryLocation location() {
    return location;
  }

  EngineSettings engine() {
    return engine;
  }

  /** Returns the names of all operators that the library has. */
  Set<String> operatorNames() {
    return operatorNames;
  }

  /**
   * Returns the names of an operator's inputs, followed by those of its attributes; empty if they
   * are not known.
   */
  List<String> argumentsOf(String operator) {
    return operatorArguments.getOrDefault(canonicalName(operator), List.of());
  }

  /**
   * Returns the one name of an operator that libmxnet has under several, {@code softmax} for {@code
   * _npx_softmax}; any other name as it is.
   */
  String canonicalName(String operator) {
    return operatorNames.contains(operator)
        ? canonicalNames.computeIfAbsent(operator, mxnet::canonicalName)
        : operator;
  }

  /** Returns the devices that can be computed on. */
  List<Device> devices() {
    List<Device> devices = new ArrayList<>(List.of(Device.cpu()));
    int gpus = NativeThreads.call(mxnet::gpuCount);
    for (int i = 0; i < gpus; i++) {
      devices.add(Device.gpu(i));
    }
    return devices;
  }

  /** Throws unless the device can be computed on. */
  void requireDevice(Device device) {
    if (device.kind() == Device.Kind.CPU || devices().contains(device)) {
      return;
    }
    boolean cuda = NativeThreads.call(mxnet::features).getOrDefault("CUDA", false);
    throw cuda
        ? new BackendUnavailableException(
            "backend 'mxnet': there is no " + device + ", libmxnet sees " + devices(),
            "name one of these devices",
            null)
        : new BackendUnavailableException(
            "backend 'mxnet': "
                + device
                + " was asked for, but libmxnet ("
                + mxnet.file()
                + ") was built without CUDA",
            "use a libmxnet that has CUDA, or Device.cpu()",
            null);
  }

  private void requireSame(String library) {
    LibraryLocation wanted = LOCATOR.locate(library);
    if (!wanted.target().equals(location.target())) {
      throw new BackendUnavailableException(
          "backend 'mxnet': libmxnet is already loaded from "
              + location.target()
              + ", so "
              + wanted.target()
              + " cannot be used in this process",
          "name the same library for every model of a process",
          null);
    }
  }
}
