package dev.weft;

/** A native function reported an error. */
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
    super(subject + ": " + function + " returned " + code + ": " + nativeText, null);
    this.function = function;
    this.code = code;
    this.nativeText = nativeText;
  }

  /** {@return the native function that failed} */
  public String function() {
    return function;
  }

  /** {@return the status that the function returned} */
  public int code() {
    return code;
  }

  /** {@return the error text of the native library} */
  public String nativeText() {
    return nativeText;
  }
}
