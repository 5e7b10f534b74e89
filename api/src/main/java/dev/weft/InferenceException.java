package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * Trouble that is not misuse: a file, a backend, a native library or the load on a predictor.
 *
 * <p>Misuse throws {@link NullPointerException}, {@link IllegalArgumentException} or {@link
 * IllegalStateException} instead. A failed call harms no other call and leaves the predictor
 * usable.
 */
public sealed class InferenceException extends RuntimeException
    permits BackendException,
        BackendUnavailableException,
        ModelFormatException,
        PredictorBusyException,
        UnsupportedModelException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the subject, the value and what was expected
   * @param cause what led to it, if anything
   */
  public InferenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
