package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

/**
 * A process that ended.
 *
 * @param command how it was started
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error output
 * @param crashReports the reports that crashed JVMs left in its directory
 * @param endMillis when it ended
 */
record Finished(
    List<String> command,
    int exitCode,
    String out,
    String err,
    List<Path> crashReports,
    long endMillis) {

  /** Requires that it ended with a code, silently but for its standard output. */
  Finished requireQuietEnd(int code) {
    assertEquals(List.of(), crashReports, this::toString);
    assertEquals(code, exitCode, this::toString);
    assertEquals("", err, this::toString);
    return this;
  }

  /** Requires that it ended well and printed this, and nothing to the standard error output. */
  void requirePrinted(String expected) {
    requireQuietEnd(0);
    assertEquals(expected, out.strip(), this::toString);
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + "\nexit code "
        + exitCode
        + "\nstandard output:\n"
        + out
        + "\nstandard error output:\n"
        + err
        + "\ncrash reports: "
        + crashReports;
  }
}
