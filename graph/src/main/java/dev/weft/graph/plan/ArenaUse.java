package dev.weft.graph.plan;

import java.util.List;

/**
 * What lies in an arena while its fullest step runs.
 *
 * @param activationBytes values between steps
 * @param scratchpadBytes scratch memory of the step
 */
public record ArenaUse(long activationBytes, long scratchpadBytes) {
  /**
   * {@return what lies in an arena}
   *
   * @param <B> a block of the device's memory
   * @param buffers all that have a place in it
   */
  public static <B> ArenaUse of(List<ArenaBuffer<B>> buffers) {
    ArenaUse fullest = new ArenaUse(0, 0);
    int last = buffers.stream().mapToInt(ArenaBuffer::lastStep).max().orElse(-1);
    for (int step = -1; step <= last; step++) {
      ArenaUse use = at(step, buffers);
      fullest = use.byteSize() > fullest.byteSize() ? use : fullest;
    }
    return fullest;
  }

  private static <B> ArenaUse at(int step, List<ArenaBuffer<B>> buffers) {
    long activations = 0;
    long scratchpads = 0;
    for (ArenaBuffer<B> buffer : buffers) {
      if (buffer.firstStep() <= step && step <= buffer.lastStep()) {
        activations += buffer.isScratchpad() ? 0 : buffer.byteSize();
        scratchpads += buffer.isScratchpad() ? buffer.byteSize() : 0;
      }
    }
    return new ArenaUse(activations, scratchpads);
  }

  private long byteSize() {
    return activationBytes + scratchpadBytes;
  }
}
