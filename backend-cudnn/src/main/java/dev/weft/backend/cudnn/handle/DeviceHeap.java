package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of a GPU that one model may use, counted. Thread-safe. */
public final class DeviceHeap {
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
    long used = usedBytes.addAndGet(byteSize);
    boolean allocated = false;
    try {
      if (used > limitBytes) {
        throw new BackendException(
            name + " of " + owner,
            "cudnn.memoryBytes",
            0,
            byteSize
                + " bytes do not fit: the model holds "
                + (used - byteSize)
                + " of at most "
                + limitBytes
                + " bytes on "
                + gpu);
      }
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
}
