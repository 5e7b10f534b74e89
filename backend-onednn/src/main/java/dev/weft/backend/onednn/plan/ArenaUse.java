package dev.weft.backend.onednn.plan;

import java.util.List;

/**
 * What lies in an arena while its fullest step runs.
 *
 * @param activationBytes values between steps
 * @param scratchpadBytes scratch memory of the step
 */
record ArenaUse(long activationBytes, long scratchpadBytes) {
  static ArenaUse of(List<Buffer> buffers) {
    ArenaUse fullest = new ArenaUse(0, 0);
    int last = buffers.stream().mapToInt(Buffer::lastStep).max().orElse(-1);
    for (int step = -1; step <= last; step++) {
      ArenaUse use = at(step, buffers);
      fullest = use.byteSize() > fullest.byteSize() ? use : fullest;
    }
    return fullest;
  }

  private static ArenaUse at(int step, List<Buffer> buffers) {
    long activations = 0;
    long scratchpads = 0;
    for (Buffer buffer : buffers) {
      if (buffer.firstStep() <= step && step <= buffer.lastStep()) {
        activations += buffer.isScratchpad() ? 0 : buffer.byteSize;
        scratchpads += buffer.isScratchpad() ? buffer.byteSize : 0;
      }
    }
    return new ArenaUse(activations, scratchpads);
  }

  private long byteSize() {
    return activationBytes + scratchpadBytes;
  }
}
