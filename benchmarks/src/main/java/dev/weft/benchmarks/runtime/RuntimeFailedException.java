package dev.weft.benchmarks.runtime;

/** A runtime that Weft is compared with failed. */
public final class RuntimeFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Names what failed.
   *
   * @param runtime the runtime's name
   * @param action what it was asked for
   * @param cause its own exception
   */
  RuntimeFailedException(String runtime, String action, Exception cause) {
    super(runtime + " could not " + action + ": " + cause.getMessage(), cause);
  }
}
