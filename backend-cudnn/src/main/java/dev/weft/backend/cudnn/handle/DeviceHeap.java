package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.cuda.global.cudart;
import org.jspecify.annotations.Nullable;

/** The memory of a GPU that one model may use, counted. Thread-safe. */
public final class DeviceHeap {
  private static final String LIMIT = "cudnn.memoryBytes";

  private final Gpu gpu;
  private final String owner;
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  /**
   * Makes an empty heap.
   *
   * @param gpu the GPU
   * @param owner whose it is, for messages
   * @param limitBytes how much it may allocate
   */
  public DeviceHeap(Gpu gpu, String owner, long limitBytes) {
    this.gpu = gpu;
    this.owner = owner;
    this.limitBytes = limitBytes;
  }

  /** {@return the GPU} */
  public Gpu gpu() {
    return gpu;
  }

  /** {@return how much is allocated} */
  public long usedBytes() {
    return usedBytes.get();
  }

  /** {@return how much can be allocated now: what the limit leaves, and the GPU has free} */
  public long availableBytes() {
    return Math.max(0, Math.min(limitBytes - usedBytes.get(), gpu.freeBytes()));
  }

  /**
   * Allocates memory that can be done without.
   *
   * @param byteSize how much, at least 1
   * @param name what it is for, for messages
   * @return the memory, whose content is undefined; null if there is not that much
   */
  @Nullable DeviceMemory tryAllocate(long byteSize, String name) {
    if (byteSize > availableBytes()) {
      return null;
    }
    try {
      return allocate(byteSize, name);
    } catch (BackendException e) {
      if (e.function().equals(LIMIT) || e.code() == cudart.cudaErrorMemoryAllocation) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Allocates memory, whose content is undefined.
   *
   * @param byteSize how much, at least 1
   * @param name what it is for, for messages
   * @return the memory
   * @throws BackendException if it is beyond the limit or the GPU has not that much; the message
   *     tells the sizes
   */
  public DeviceMemory allocate(long byteSize, String name) {
    reserve(byteSize, name);
    boolean allocated = false;
    try {
      DeviceMemory memory =
          DeviceMemory.allocate(
              gpu, byteSize, name + " of " + owner, () -> usedBytes.addAndGet(-byteSize));
      allocated = true;
      return memory;
    } finally {
      if (!allocated) {
        usedBytes.addAndGet(-byteSize);
      }
    }
  }

  /** Counts bytes if they fit; those that do not are in nobody's way. */
  private void reserve(long byteSize, String name) {
    long used;
    do {
      used = usedBytes.get();
      if (byteSize > limitBytes - used) {
        throw new BackendException(
            name + " of " + owner,
            LIMIT,
            0,
            byteSize
                + " bytes do not fit: the model holds "
                + used
                + " of at most "
                + limitBytes
                + " bytes on "
                + gpu);
      }
    } while (!usedBytes.compareAndSet(used, used + byteSize));
  }
}
