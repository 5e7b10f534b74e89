package dev.weft.backend.cudnn.kernel;

import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.handle.KernelCompiler;
import dev.weft.backend.cudnn.handle.KernelFunction;
import dev.weft.backend.cudnn.handle.KernelModule;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernels of a model on one GPU, each compiled when it is first wanted. Thread-safe. */
public final class KernelLibrary implements AutoCloseable {
  private record Key(KernelSource source, String function, boolean byRows) {}

  private final Gpu gpu;
  private final KernelCache cache = KernelCache.ofThisProcess();
  private final Map<KernelSource, KernelModule> modules = new HashMap<>();
  private final Map<Key, KernelFunction> functions = new HashMap<>();

  /**
   * Makes an empty library.
   *
   * @param gpu the GPU
   */
  public KernelLibrary(Gpu gpu) {
    this.gpu = gpu;
  }

  /**
   * {@return a kernel}
   *
   * @param source its source
   * @param function its name there
   * @param byRows whether a block, not a thread, does each of its counts
   */
  public synchronized KernelFunction find(KernelSource source, String function, boolean byRows) {
    return functions.computeIfAbsent(
        new Key(source, function, byRows),
        key -> modules.computeIfAbsent(source, this::load).function(function, byRows));
  }

  private KernelModule load(KernelSource source) {
    String text = source.text();
    // A product and a sum are rounded one after the other, as the processors of hosts round them:
    // what is floored or compared would else differ.
    List<String> options =
        List.of("--gpu-architecture=" + gpu.architecture(), "--std=c++17", "--fmad=false");
    byte[] code =
        cache.get(
            text + options + KernelCompiler.version(),
            () -> KernelCompiler.compile(source.file() + ".cu", text, options));
    return KernelModule.load(gpu, code, source.toString());
  }

  @Override
  public synchronized void close() {
    List<KernelModule> all = List.copyOf(modules.values());
    modules.clear();
    functions.clear();
    Rollback.closeAll(all);
  }
}
