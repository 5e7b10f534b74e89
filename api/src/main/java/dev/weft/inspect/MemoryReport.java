package dev.weft.inspect;

/**
 * Memory outside the heap that a model takes, in bytes.
 *
 * @param parameterBytes parameters, in every layout that plans use; held once
 * @param constantBytes what the plan has computed once for all calls; held once
 * @param arenaBytes what each running call needs for itself: every context has an arena of that
 *     size
 * @param activationBytes what values between steps take of the arena at the fullest step
 * @param scratchpadBytes what that step takes of it for itself; the rest of the arena is gaps
 */
public record MemoryReport(
    long parameterBytes,
    long constantBytes,
    long arenaBytes,
    long activationBytes,
    long scratchpadBytes) {
  /**
   * {@return the bytes taken while calls run concurrently}
   *
   * @param contexts how many of them
   */
  public long totalBytes(int contexts) {
    return parameterBytes + constantBytes + contexts * arenaBytes;
  }
}
