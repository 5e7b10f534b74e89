package dev.weft.backend.onednn.handle;

import dev.weft.BackendException;

/** The one check of what a function of oneDNN returned. */
final class Status {
  private static final String[] TEXTS = {
    "success",
    "out of memory",
    "invalid arguments",
    "unimplemented",
    "last implementation reached",
    "runtime error",
    "not required",
    "invalid graph",
    "invalid graph operator",
    "invalid shape",
    "invalid data type"
  };

  static final int UNIMPLEMENTED = 3;

  private Status() {}

  /**
   * Throws unless a function succeeded.
   *
   * @param subject what it was called for
   */
  static void check(int status, String function, String subject) {
    if (status != 0) {
      throw failure(status, function, subject);
    }
  }

  /**
   * Returns the error that a function did not succeed.
   *
   * @param subject what it was called for
   */
  static BackendException failure(int status, String function, String subject) {
    return new BackendException(subject, function, status, text(status));
  }

  private static String text(int status) {
    return status > 0 && status < TEXTS.length ? TEXTS[status] : "unknown status";
  }
}
