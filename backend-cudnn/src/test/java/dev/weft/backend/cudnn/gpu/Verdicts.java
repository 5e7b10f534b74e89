package dev.weft.backend.cudnn.gpu;

import java.io.PrintStream;
import java.util.Locale;

/** Prints PASS or FAIL for each check, and counts. For one thread. */
final class Verdicts {
  /** Something that throws if it is not as it should be. */
  @FunctionalInterface
  interface Check {
    /**
     * Checks.
     *
     * @return what was found, in a few words
     * @throws Exception if it is not as it should be
     */
    String run() throws Exception;
  }

  private final PrintStream out;
  private int passed;
  private int failed;

  Verdicts(PrintStream out) {
    this.out = out;
  }

  void check(String name, Check check) {
    try {
      pass(name, check.run());
    } catch (Exception | AssertionError | LinkageError e) {
      fail(name, e);
    }
  }

  void pass(String name, String found) {
    passed++;
    out.println("PASS " + name + (found.isEmpty() ? "" : ": " + found));
  }

  void fail(String name, Throwable cause) {
    failed++;
    out.println("FAIL " + name + ": " + cause);
  }

  void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }

  boolean allPassed() {
    return failed == 0;
  }

  @Override
  public String toString() {
    return passed + " passed, " + failed + " failed";
  }
}
