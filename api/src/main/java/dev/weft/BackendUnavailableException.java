package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A backend cannot be used here: it is absent, its native library or device is missing, or it lacks
 * the wanted ability.
 */
public final class BackendUnavailableException extends InferenceException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String fix;

  /**
   * Makes an exception whose message holds the reason and the fix.
   *
   * @param reason what is missing
   * @param fix what to do about it
   * @param cause what led to it, if anything
   */
  public BackendUnavailableException(String reason, String fix, @Nullable Throwable cause) {
    super(reason + (reason.endsWith(".") ? " Fix: " : ". Fix: ") + fix, cause);
    this.reason = reason;
    this.fix = fix;
  }

  /** {@return what is missing} */
  public String reason() {
    return reason;
  }

  /** {@return what to do about it} */
  public String fix() {
    return fix;
  }
}
