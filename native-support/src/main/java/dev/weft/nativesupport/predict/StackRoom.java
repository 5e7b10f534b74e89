package dev.weft.nativesupport.predict;

/**
 * Room on the stack. A call that takes a slot must come to the point where it gives it back; one
 * that is made at the end of the stack has to fail before it takes it, or the slot is lost, or a
 * lock is never released, and the predictor waits for ever.
 */
final class StackRoom {
  /** Several times those between a call and the locks that it takes. */
  private static final int FRAMES = 40;

  private StackRoom() {}

  /**
   * Uses some of the stack, and gives it back.
   *
   * @throws StackOverflowError if there is not that much
   */
  static void require() {
    if (depth(FRAMES, 1, 2, 3, 4) == 0) {
      throw new AssertionError("the sum of positive numbers");
    }
  }

  /** Keeps its numbers until it returns, lest its frame be empty when it is compiled. */
  private static long depth(int frames, long first, long second, long third, long fourth) {
    return frames == 0
        ? 1
        : depth(frames - 1, second, third, fourth, first) + first + second * third + fourth;
  }
}
