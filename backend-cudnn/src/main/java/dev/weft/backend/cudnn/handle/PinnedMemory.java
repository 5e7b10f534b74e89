package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Memory of the host that stays in place, so that a GPU copies from and to it by itself. */
public final class PinnedMemory implements AutoCloseable {
  private final long address;
  private final ByteBuffer view;
  private final NativeHandle handle;

  private PinnedMemory(Gpu gpu, BytePointer pointer, long byteSize, String name) {
    this.address = pointer.address();
    this.view = pointer.capacity(byteSize).asBuffer().order(ByteOrder.nativeOrder());
    this.handle =
        new NativeHandle(
            name,
            () ->
                gpu.release(
                    () ->
                        Status.cuda(
                            cudart.cudaFreeHost(new Address(address)), "cudaFreeHost", name)));
  }

  /**
   * Allocates memory.
   *
   * @param gpu the GPU that it is for
   * @param byteSize how much, at least 1 and at most 2³¹ - 1 bytes
   * @param name what it is for, for messages
   * @return the memory
   * @throws BackendException if there is not that much
   */
  public static PinnedMemory allocate(Gpu gpu, long byteSize, String name) {
    if (byteSize > Integer.MAX_VALUE) {
      throw new BackendException(
          name, "cudaMallocHost", 0, byteSize + " bytes, expected at most " + Integer.MAX_VALUE);
    }
    gpu.makeCurrent();
    try (HostMemory word = HostMemory.ofWord()) {
      PointerPointer<Pointer> result = word.pointers();
      Status.cuda(cudart.cudaMallocHost(result, byteSize), "cudaMallocHost", name);
      return new PinnedMemory(gpu, new BytePointer(result.get()), byteSize, name);
    }
  }

  /** {@return where it is, for copies of a stream; valid until it is closed} */
  public long address() {
    return address;
  }

  /**
   * {@return a part as a buffer of native order, which must not be used after {@link #close()}}
   *
   * @param offset its first byte
   * @param byteSize its size
   */
  public ByteBuffer view(long offset, long byteSize) {
    return view.slice(Math.toIntExact(offset), Math.toIntExact(byteSize))
        .order(ByteOrder.nativeOrder());
  }

  /** {@return its size} */
  public long byteSize() {
    return view.capacity();
  }

  @Override
  public void close() {
    handle.close();
  }
}
