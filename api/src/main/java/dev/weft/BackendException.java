package dev.weft;

import org.jspecify.annotations.Nullable;

/** A native function reported an error, or a call asked for what the graph cannot compute. */
public final class BackendException extends InferenceException {
  private static final long serialVersionUID = 1;

  private final String function;
  private final int code;
  private final String nativeText;

  /**
   * Makes an exception whose message names all parts.
   *
   * @param subject what was being done, and to what
   * @param function the native function
   * @param code the status that it returned
   * @param nativeText the error text of the native library
   */
  public BackendException(String subject, String function, int code, String nativeText) {
    this(subject, function, code, nativeText, null);
  }

  /**
   * Makes an exception whose message names all parts.
   *
   * @param subject what was being done, and to what
   * @param function the native function, or the part of the backend, that failed
   * @param code the status that it returned, 0 if it has none
   * @param nativeText the error text
   * @param cause what led to it, if anything
   */
  public BackendException(
      String subject, String function, int code, String nativeText, @Nullable Throwable cause) {
    super(
        subject + ": " + function + (code == 0 ? "" : " returned " + code) + ": " + nativeText,
        cause);
    this.function = function;
    this.code = code;
    this.nativeText = nativeText;
  }

  /** {@return the native function that failed} */
  public String function() {
    return function;
  }

  /** {@return the status that the function returned, or 0 if what failed has none} */
  public int code() {
    return code;
  }

  /** {@return the error text of the native library} */
  public String nativeText() {
    return nativeText;
  }
}
