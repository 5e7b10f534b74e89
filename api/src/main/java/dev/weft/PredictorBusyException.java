package dev.weft;

/**
 * A call could not start: its wait for an execution context was too long, was interrupted, or the
 * queue was full.
 */
public final class PredictorBusyException extends InferenceException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message how long was waited, for what, and which option sets the limit
   */
  public PredictorBusyException(String message) {
    super(message, null);
  }
}
