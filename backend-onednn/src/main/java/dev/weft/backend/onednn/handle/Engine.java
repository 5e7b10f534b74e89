package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** oneDNN's engine for the CPU, one for the process, never freed; thread-safe. */
public final class Engine {
  private final dnnl_engine engine;

  private Engine(dnnl_engine engine) {
    this.engine = engine;
  }

  /** Loads oneDNN on first use. */
  private static final class Holder {
    static final Engine INSTANCE = create();

    private static Engine create() {
      dnnl_engine engine = new dnnl_engine();
      Status.check(
          dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0), "dnnl_engine_create", "CPU engine");
      return new Engine(engine);
    }
  }

  /**
   * {@return the engine} The first call loads the native library.
   *
   * @throws LinkageError if it cannot be loaded
   */
  public static Engine get() {
    return Holder.INSTANCE;
  }

  /** {@return oneDNN's version} */
  public String version() {
    dnnl_version_t version = dnnl.dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  /** {@return the greatest instruction set that oneDNN uses here} */
  public CpuIsa isa() {
    return CpuIsa.ofCode(dnnl.dnnl_get_effective_cpu_isa());
  }

  /** {@return the file that the library was loaded from} */
  public String library() {
    String preset = Loader.getLoadedLibraries().get("jnidnnl");
    return preset == null ? "unknown" : preset;
  }

  dnnl_engine pointer() {
    return engine;
  }

  /** Makes a stream, for one thread at a time. */
  dnnl_stream newStream() {
    dnnl_stream stream = new dnnl_stream();
    Status.check(
        dnnl.dnnl_stream_create(stream, engine, dnnl.dnnl_stream_default_flags),
        "dnnl_stream_create",
        "CPU stream");
    return stream;
  }
}
