package dev.weft.backend.cudnn.handle;

import org.jspecify.annotations.Nullable;

/**
 * Operands of a call whose result nobody reads, one behind the other; their content is undefined.
 */
final class TrialMemory implements AutoCloseable {
  private static final long ALIGNMENT = 256;

  private final DeviceMemory memory;
  private final long[] offsets;

  private TrialMemory(DeviceMemory memory, long[] offsets) {
    this.memory = memory;
    this.offsets = offsets;
  }

  /** Returns memory for operands of these sizes; null if there is not that much. */
  static @Nullable TrialMemory of(DeviceHeap heap, long... byteSizes) {
    long[] offsets = new long[byteSizes.length];
    long end = 0;
    for (int i = 0; i < byteSizes.length; i++) {
      offsets[i] = end;
      end += (byteSizes[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    DeviceMemory memory = heap.tryAllocate(Math.max(1, end), "operands of a trial");
    return memory == null ? null : new TrialMemory(memory, offsets);
  }

  /** Returns where an operand is. */
  long address(int index) {
    return memory.address() + offsets[index];
  }

  @Override
  public void close() {
    memory.close();
  }
}
