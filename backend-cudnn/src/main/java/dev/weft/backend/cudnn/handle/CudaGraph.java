package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.global.cudart;

/** Recorded work of a {@link Queue}, which runs with one native call. */
public final class CudaGraph implements AutoCloseable {
  private final CUgraphExec_st executable;
  private final NativeHandle handle;

  CudaGraph(Gpu gpu, CUgraphExec_st executable) {
    this.executable = executable;
    this.handle =
        new NativeHandle(
            "CUDA graph",
            () ->
                gpu.release(
                    () ->
                        Status.cuda(
                            cudart.cudaGraphExecDestroy(executable),
                            "cudaGraphExecDestroy",
                            gpu.toString())));
  }

  CUgraphExec_st pointer() {
    return executable;
  }

  @Override
  public void close() {
    handle.close();
  }
}
