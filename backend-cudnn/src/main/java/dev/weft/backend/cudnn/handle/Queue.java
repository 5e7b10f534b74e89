package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.Rollback;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a GPU, with the handles through which cuDNN and cuBLAS put work on it. Work runs in
 * the order in which it was put there, while the host goes on; {@link #await} waits for it. For one
 * thread at a time, which has made the GPU {@linkplain Gpu#makeCurrent() current}.
 */
public final class Queue implements AutoCloseable {
  /** The architecture from which on cuBLAS recommends the larger workspace. */
  private static final int LARGE_WORKSPACE_ARCHITECTURE = 9;

  private static final long LARGE_WORKSPACE_BYTES = 32 << 20;
  private static final long WORKSPACE_BYTES = 8 << 20;
  private static final int BLOCK_THREADS = 256;
  private static final long MAX_BLOCKS = 1 << 20;

  private final Gpu gpu;
  private final CUstream_st stream;
  private final cudnnContext dnn;
  private final cublasContext blas;
  private final @Nullable CUevent_st end;
  private final Rollback owned;

  private Queue(
      Gpu gpu,
      CUstream_st stream,
      @Nullable CUevent_st end,
      cudnnContext dnn,
      cublasContext blas,
      Rollback owned) {
    this.gpu = gpu;
    this.stream = stream;
    this.end = end;
    this.dnn = dnn;
    this.blas = blas;
    this.owned = owned;
  }

  /**
   * Makes a queue, and the GPU current for this thread.
   *
   * @param heap the memory of the GPU
   * @param wait how threads wait for its work
   * @return the queue
   */
  public static Queue create(DeviceHeap heap, Wait wait) {
    Gpu gpu = heap.gpu();
    gpu.makeCurrent();
    String subject = "a stream of " + gpu;
    try (Rollback made = new Rollback()) {
      CUstream_st stream = new CUstream_st();
      Status.cuda(
          cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
          "cudaStreamCreateWithFlags",
          subject);
      made.add(
          () ->
              gpu.release(
                  () ->
                      Status.cuda(cudart.cudaStreamDestroy(stream), "cudaStreamDestroy", subject)));
      CUevent_st end = wait == Wait.BLOCK ? createEvent(gpu, made, subject) : null;
      cudnnContext dnn = new cudnnContext();
      gpu.apart(() -> Status.cudnn(cudnn.cudnnCreate(dnn), "cudnnCreate", subject));
      made.add(
          () ->
              gpu.apart(
                  () ->
                      gpu.release(
                          () -> Status.cudnn(cudnn.cudnnDestroy(dnn), "cudnnDestroy", subject))));
      Status.cudnn(cudnn.cudnnSetStream(dnn, stream), "cudnnSetStream", subject);
      DeviceMemory workspace =
          made.add(heap.allocate(blasWorkspaceBytes(gpu), "workspace of cuBLAS"));
      cublasContext blas = createBlas(gpu, made, subject);
      Status.cublas(cublas.cublasSetStream_v2(blas, stream), "cublasSetStream", subject);
      Status.cublas(
          cublas.cublasSetWorkspace_v2(
              blas, new Address(workspace.address()), workspace.byteSize()),
          "cublasSetWorkspace",
          subject);
      return new Queue(gpu, stream, end, dnn, blas, made.detached());
    }
  }

  /**
   * Makes an event for whose sake a thread sleeps. The flag of the whole device that does the same
   * for streams belongs to the process, in which others may use the device, too.
   */
  private static CUevent_st createEvent(Gpu gpu, Rollback made, String subject) {
    CUevent_st event = new CUevent_st();
    Status.cuda(
        cudart.cudaEventCreateWithFlags(
            event, cudart.cudaEventBlockingSync | cudart.cudaEventDisableTiming),
        "cudaEventCreateWithFlags",
        subject);
    made.add(
        () ->
            gpu.release(
                () -> Status.cuda(cudart.cudaEventDestroy(event), "cudaEventDestroy", subject)));
    return event;
  }

  private static long blasWorkspaceBytes(Gpu gpu) {
    return gpu.major() >= LARGE_WORKSPACE_ARCHITECTURE ? LARGE_WORKSPACE_BYTES : WORKSPACE_BYTES;
  }

  /**
   * Makes a handle whose products of 16-bit numbers are summed in single precision throughout. TF32
   * is no mode of it but a type of computation, which each product names.
   */
  private static cublasContext createBlas(Gpu gpu, Rollback made, String subject) {
    cublasContext blas = new cublasContext();
    gpu.apart(() -> Status.cublas(cublas.cublasCreate_v2(blas), "cublasCreate", subject));
    made.add(
        () ->
            gpu.apart(
                () ->
                    gpu.release(
                        () ->
                            Status.cublas(
                                cublas.cublasDestroy_v2(blas), "cublasDestroy", subject))));
    Status.cublas(
        cublas.cublasSetMathMode(
            blas,
            cublas.CUBLAS_DEFAULT_MATH | cublas.CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION),
        "cublasSetMathMode",
        subject);
    return blas;
  }

  /** {@return the GPU} */
  public Gpu gpu() {
    return gpu;
  }

  cudnnContext dnn() {
    return dnn;
  }

  cublasContext blas() {
    return blas;
  }

  /**
   * Copies from pinned memory to the device.
   *
   * @param device where to
   * @param host where from
   * @param byteSize how much
   */
  public void copyIn(long device, long host, long byteSize) {
    copy(device, host, byteSize, cudart.cudaMemcpyHostToDevice);
  }

  /**
   * Copies from the device to pinned memory.
   *
   * @param host where to
   * @param device where from
   * @param byteSize how much
   */
  public void copyOut(long host, long device, long byteSize) {
    copy(host, device, byteSize, cudart.cudaMemcpyDeviceToHost);
  }

  /**
   * Copies within the device.
   *
   * @param to where to
   * @param from where from
   * @param byteSize how much
   */
  public void copyWithin(long to, long from, long byteSize) {
    copy(to, from, byteSize, cudart.cudaMemcpyDeviceToDevice);
  }

  private void copy(long to, long from, long byteSize, int kind) {
    Status.cuda(
        cudart.cudaMemcpyAsync(new Address(to), new Address(from), byteSize, kind, stream),
        "cudaMemcpyAsync",
        gpu.toString());
  }

  /**
   * Sets bytes of the device to zero.
   *
   * @param device where
   * @param byteSize how many
   */
  public void clear(long device, long byteSize) {
    Status.cuda(
        cudart.cudaMemsetAsync(new Address(device), 0, byteSize, stream),
        "cudaMemsetAsync",
        gpu.toString());
  }

  /**
   * Runs a kernel.
   *
   * @param kernel the kernel
   * @param arguments its arguments, which are copied
   * @param subject what for, for messages
   */
  public void launch(KernelFunction kernel, KernelArguments arguments, String subject) {
    long blocks =
        kernel.isByRows()
            ? arguments.count()
            : (arguments.count() + BLOCK_THREADS - 1) / BLOCK_THREADS;
    if (blocks == 0) {
      return;
    }
    try (HostMemory packed = arguments.pack();
        HostMemory list = HostMemory.ofWord()) {
      PointerPointer<Pointer> parameters = list.pointers().put(0, packed.pointer());
      Status.driver(
          cudart.cuLaunchKernel(
              kernel.pointer(),
              (int) Math.min(blocks, MAX_BLOCKS),
              1,
              1,
              BLOCK_THREADS,
              1,
              1,
              0,
              stream,
              parameters,
              (PointerPointer<?>) null),
          "cuLaunchKernel",
          subject);
    }
  }

  /**
   * Records work instead of running it.
   *
   * @param work puts work on this queue
   * @return the recorded work; close it before this queue
   */
  public CudaGraph capture(Runnable work) {
    String subject = "recording work of " + gpu;
    CUgraph_st graph = new CUgraph_st();
    gpu.recording(() -> record(work, graph, subject));
    try {
      CUgraphExec_st executable = new CUgraphExec_st();
      Status.cuda(
          cudart.cudaGraphInstantiate(executable, graph, 0), "cudaGraphInstantiate", subject);
      return new CudaGraph(gpu, executable);
    } finally {
      Status.cuda(cudart.cudaGraphDestroy(graph), "cudaGraphDestroy", subject);
    }
  }

  private void record(Runnable work, CUgraph_st graph, String subject) {
    Status.cuda(
        cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeThreadLocal),
        "cudaStreamBeginCapture",
        subject);
    boolean recorded = false;
    try {
      work.run();
      recorded = true;
    } finally {
      int status = cudart.cudaStreamEndCapture(stream, graph);
      if (recorded) {
        Status.cuda(status, "cudaStreamEndCapture", subject);
      } else {
        int unused = cudart.cudaGetLastError();
        if (status == cudart.cudaSuccess && !graph.isNull()) {
          unused = cudart.cudaGraphDestroy(graph);
        }
      }
    }
  }

  /**
   * Runs recorded work.
   *
   * @param graph what {@link #capture} of this queue has recorded
   */
  public void run(CudaGraph graph) {
    Status.cuda(cudart.cudaGraphLaunch(graph.pointer(), stream), "cudaGraphLaunch", gpu.toString());
  }

  /**
   * Waits until all work is done.
   *
   * @param subject what was computed, for messages
   */
  public void await(String subject) {
    if (end == null) {
      Status.cuda(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize", subject);
      return;
    }
    Status.cuda(cudart.cudaEventRecord(end, stream), "cudaEventRecord", subject);
    Status.cuda(cudart.cudaEventSynchronize(end), "cudaEventSynchronize", subject);
  }

  /**
   * Waits until what was put here before a call failed is done, whatever comes of it: what it reads
   * and writes may be freed then.
   */
  public void settle() {
    int unused = cudart.cudaSetDevice(gpu.index());
    unused = cudart.cudaStreamSynchronize(stream);
    unused = cudart.cudaGetLastError();
  }

  @Override
  public void close() {
    owned.close();
  }
}
