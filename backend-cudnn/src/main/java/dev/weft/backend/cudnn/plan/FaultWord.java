package dev.weft.backend.cudnn.plan;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.List;

/**
 * Where kernels leave a mark when what they find in their inputs cannot be computed. For one thread
 * at a time.
 */
final class FaultWord implements AutoCloseable {
  private final DeviceMemory memory;
  private final PinnedMemory fetched;

  FaultWord(DeviceHeap heap) {
    try (Rollback made = new Rollback()) {
      memory = made.add(heap.allocate(Integer.BYTES, "marks of kernels"));
      fetched = made.add(PinnedMemory.allocate(heap.gpu(), Integer.BYTES, "marks of kernels"));
      made.commit();
    }
  }

  DeviceMemory memory() {
    return memory;
  }

  /** Puts on a queue: no mark is left. */
  void clear(Queue queue) {
    queue.clear(memory.address(), Integer.BYTES);
  }

  /** Puts on a queue: the mark comes to the host. */
  void fetch(Queue queue) {
    queue.copyOut(fetched.address(), memory.address(), Integer.BYTES);
  }

  /** Returns whether a step has left a mark that was fetched. */
  boolean isMarked() {
    return mark() != 0;
  }

  private int mark() {
    return fetched.view(0, Integer.BYTES).getInt();
  }

  /**
   * Throws if a step has left a mark that was fetched.
   *
   * @throws BackendException that names the node and what is wrong
   */
  void require(CompiledPlan plan) {
    int mark = mark();
    if (mark != 0) {
      Step step = plan.marked(mark);
      throw new BackendException(
          String.valueOf(step.node()),
          step.operator(),
          0,
          plan.faults().getOrDefault(mark, "its inputs cannot be computed"));
    }
  }

  @Override
  public void close() {
    Rollback.closeAll(List.of(memory, fetched));
  }
}
