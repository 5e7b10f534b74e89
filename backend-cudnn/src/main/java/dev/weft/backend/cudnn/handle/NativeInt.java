package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;

/** Sizes as functions of CUDA's libraries take them, in 32 bits. Stateless. */
public final class NativeInt {
  private NativeInt() {}

  /**
   * {@return a size}
   *
   * @param size the size, not negative
   * @param what what it is, for messages
   * @param function the function that takes it
   * @param subject what the function is called for
   * @throws BackendException if it does not fit; the message tells the size and the limit
   */
  public static int of(long size, String what, String function, String subject) {
    if (size > Integer.MAX_VALUE) {
      throw new BackendException(
          subject, function, 0, what + " is " + size + ", expected at most " + Integer.MAX_VALUE);
    }
    return (int) size;
  }
}
