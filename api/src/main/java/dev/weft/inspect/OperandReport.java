package dev.weft.inspect;

import java.util.Objects;

/**
 * Memory that a step reads or writes.
 *
 * @param role what it is for the step, such as {@code src}, {@code weights}, {@code dst} or {@code
 *     scratchpad}
 * @param written whether the step writes it
 * @param layout how its elements lie, in the backend's words, such as {@code F32 [1, 64, 56, 56]
 *     blocked 1:16}: axis 1 in blocks of 16
 * @param byteSize its size, padding included
 */
public record OperandReport(String role, boolean written, String layout, long byteSize) {
  /**
   * Checks that nothing is null.
   *
   * @param role what it is for the step
   * @param written whether the step writes it
   * @param layout how its elements lie
   * @param byteSize its size
   */
  public OperandReport {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(layout, "layout");
  }

  /** Returns for example {@code src F32 [1, 64] plain}. */
  @Override
  public String toString() {
    return role + " " + layout;
  }
}
