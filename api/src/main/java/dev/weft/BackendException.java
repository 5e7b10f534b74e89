package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A native function reported an error, or a call asked for something that the model cannot compute,
 * such as an image that is too small for it.
 */
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
   * @param code the status that the native function returned; 0 if it was no native function
   * @param nativeText the error text of the native library or of the backend
   * @param cause what led to it, if anything
   */
  public BackendException(
      String subject, String function, int code, String nativeText, @Nullable Throwable cause) {
    super(
        subject + ": " + function + (code == 0 ? ": " : " returned " + code + ": ") + nativeText,
        cause);
    this.function = function;
    this.code = code;
    this.nativeText = nativeText;
  }

  /** {@return the native function, or the part of the backend, that failed} */
  public String function() {
    return function;
  }

  /** {@return the status that the native function returned; 0 if it was no native function} */
  public int code() {
    return code;
  }

  /** {@return the error text of the native library or of the backend} */
  public String nativeText() {
    return nativeText;
  }
}
