package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;

/** Compiled kernels on a GPU. Thread-safe. */
public final class KernelModule implements AutoCloseable {
  private final CUmod_st module;
  private final String name;
  private final NativeHandle handle;

  private KernelModule(Gpu gpu, CUmod_st module, String name) {
    this.module = module;
    this.name = name;
    this.handle =
        new NativeHandle(
            name,
            () ->
                gpu.apart(
                    () ->
                        gpu.release(
                            () ->
                                Status.driver(
                                    cudart.cuModuleUnload(module), "cuModuleUnload", name))));
  }

  /**
   * Loads kernels.
   *
   * @param gpu the GPU
   * @param code what {@link KernelCompiler} has made
   * @param name the kernels' name, for messages
   * @return the module
   */
  public static KernelModule load(Gpu gpu, byte[] code, String name) {
    gpu.makeCurrent();
    CUmod_st module = new CUmod_st();
    try (HostMemory image = HostMemory.of(code)) {
      Status.driver(cudart.cuModuleLoadData(module, image.pointer()), "cuModuleLoadData", name);
    }
    return new KernelModule(gpu, module, name);
  }

  /**
   * {@return a kernel}
   *
   * @param function its name in the source
   * @param byRows whether a block, not a thread, does each of its counts
   */
  public KernelFunction function(String function, boolean byRows) {
    CUfunc_st found = new CUfunc_st();
    Status.driver(
        cudart.cuModuleGetFunction(found, module, function),
        "cuModuleGetFunction",
        function + " of " + name);
    return new KernelFunction(found, byRows);
  }

  @Override
  public void close() {
    handle.close();
  }
}
