package dev.weft;

/**
 * A call did not get its turn: it waited for an execution context for too long, its wait was
 * interrupted, or the queue was full.
 */
public final class PredictorBusyException extends InferenceException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what the call waited for, for how long, and which option sets the limit
   */
  public PredictorBusyException(String message) {
    super(message, null);
  }
}
