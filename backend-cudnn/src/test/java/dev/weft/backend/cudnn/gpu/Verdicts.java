package dev.weft.backend.cudnn.gpu;

import java.io.PrintStream;
import java.util.Locale;

/** Prints PASS, FAIL or SKIP for each check, as soon as it is known, and counts. For one thread. */
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

  /** Something that prints what it measures. */
  @FunctionalInterface
  interface Measurement {
    /**
     * Measures.
     *
     * @throws Exception if it cannot
     */
    void run() throws Exception;
  }

  private final PrintStream out;
  private int passed;
  private int failed;
  private int skipped;

  Verdicts(PrintStream out) {
    this.out = out;
  }

  /** Checks, unless the time is used up. */
  void check(String name, TimeLimit limit, Check check) {
    if (limit.isUsedUp()) {
      skip(name, TimeLimit.USED_UP);
      return;
    }
    try {
      pass(name, check.run());
    } catch (Exception | AssertionError | LinkageError e) {
      fail(name, e);
    }
  }

  /** Measures, unless the time is used up; what cannot be measured is a check that failed. */
  void measure(String name, TimeLimit limit, Measurement measurement) {
    if (limit.isUsedUp()) {
      skip(name, TimeLimit.USED_UP);
      return;
    }
    try {
      measurement.run();
    } catch (Exception | LinkageError e) {
      fail(name, e);
    }
  }

  void pass(String name, String found) {
    passed++;
    print("PASS %s%s", name, found.isEmpty() ? "" : ": " + found);
  }

  void fail(String name, Throwable cause) {
    failed++;
    print("FAIL %s: %s", name, cause);
  }

  void skip(String name, String reason) {
    skipped++;
    print("SKIP %s: %s", name, reason);
  }

  /** Prints a line at once: the process may be ended before the next one. */
  void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  boolean allPassed() {
    return failed == 0;
  }

  @Override
  public String toString() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }
}
