package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.nio.ByteBuffer;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A block of memory of a GPU, freed by {@link #close()}. */
public final class DeviceMemory implements AutoCloseable {
  private final Gpu gpu;
  private final long address;
  private final long byteSize;
  private final NativeHandle handle;

  private DeviceMemory(Gpu gpu, long address, long byteSize, String name, Runnable whenFreed) {
    this.gpu = gpu;
    this.address = address;
    this.byteSize = byteSize;
    this.handle =
        new NativeHandle(
            name,
            () -> {
              gpu.release(
                  () -> Status.cuda(cudart.cudaFree(new Address(address)), "cudaFree", name));
              whenFreed.run();
            });
  }

  /**
   * Allocates memory, whose content is undefined.
   *
   * @param gpu the GPU
   * @param byteSize how much, at least 1
   * @param name what it is for, for messages
   * @param whenFreed is run after it was freed
   * @return the memory
   * @throws BackendException if there is not that much; the message tells how much is free
   */
  static DeviceMemory allocate(Gpu gpu, long byteSize, String name, Runnable whenFreed) {
    gpu.makeCurrent();
    try (HostMemory word = HostMemory.ofWord()) {
      PointerPointer<Pointer> result = word.pointers();
      int status = cudart.cudaMalloc(result, byteSize);
      if (status == cudart.cudaErrorMemoryAllocation) {
        int unused = cudart.cudaGetLastError();
        throw new BackendException(
            name,
            "cudaMalloc",
            status,
            byteSize
                + " bytes do not fit: "
                + gpu
                + " has "
                + gpu.freeBytes()
                + " of "
                + gpu.totalBytes()
                + " bytes free");
      }
      Status.cuda(status, "cudaMalloc", name);
      return new DeviceMemory(gpu, result.get().address(), byteSize, name, whenFreed);
    }
  }

  /** {@return its size} */
  public long byteSize() {
    return byteSize;
  }

  /** {@return where it is on the device, for the arguments of steps; valid until it is closed} */
  public long address() {
    return address;
  }

  /**
   * Copies bytes of the host to the device, and returns when they are there, which CUDA promises of
   * pinned memory alone.
   *
   * @param source a part of pinned memory, copied from its position to its limit
   * @param offset where to in this memory
   */
  public void write(ByteBuffer source, long offset) {
    gpu.makeCurrent();
    try (BytePointer from = new BytePointer(source)) {
      Status.cuda(
          cudart.cudaMemcpy(
              new Address(address + offset),
              from,
              source.remaining(),
              cudart.cudaMemcpyHostToDevice),
          "cudaMemcpy",
          handle.toString());
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
