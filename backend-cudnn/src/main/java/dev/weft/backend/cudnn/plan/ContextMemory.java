package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.Wait;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a context has on its GPU: a queue, an arena that grows, and a word for marks of kernels. */
public final class ContextMemory implements AutoCloseable {
  private final DeviceHeap heap;
  private final Queue queue;
  private final FaultWord fault;
  private @Nullable DeviceMemory arena;

  /**
   * Makes a queue, and no arena yet.
   *
   * @param heap the memory of the GPU
   * @param wait how calls wait for the queue
   */
  public ContextMemory(DeviceHeap heap, Wait wait) {
    this.heap = heap;
    try (Rollback made = new Rollback()) {
      queue = made.add(Queue.create(heap, wait));
      fault = made.add(new FaultWord(heap));
      made.commit();
    }
  }

  Queue queue() {
    return queue;
  }

  /** Waits for what a call that failed has left on the queue, whatever comes of it. */
  public void settle() {
    queue.settle();
  }

  FaultWord fault() {
    return fault;
  }

  /**
   * {@return whether an arena of this size is there}
   *
   * @param byteSize the size that is needed
   */
  public boolean has(long byteSize) {
    return arena != null && arena.byteSize() >= byteSize;
  }

  /**
   * Replaces the arena by one of another size; nothing is bound to the old one any more.
   *
   * @param byteSize its size
   */
  public void resize(long byteSize) {
    DeviceMemory old = arena;
    arena = null;
    if (old != null) {
      old.close();
    }
    arena = heap.allocate(Math.max(1, byteSize), "arena of a context");
  }

  DeviceMemory arena(long byteSize) {
    if (!has(byteSize)) {
      throw new IllegalStateException("the arena has less than " + byteSize + " bytes");
    }
    return Objects.requireNonNull(arena);
  }

  @Override
  public void close() {
    DeviceMemory memory = arena;
    arena = null;
    try (Rollback all = new Rollback()) {
      all.add(queue);
      all.add(fault);
      if (memory != null) {
        all.add(memory);
      }
    }
  }
}
