package dev.weft.samples.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every program has: where it prints, and how it complains. */
public final class Console {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec program;

  @Option(names = "--stack-trace", description = "After an error, print where it came from.")
  private boolean stackTrace;

  /** Makes an object for picocli to fill. */
  public Console() {}

  /** {@return where results go: the standard output, unless a test took its place} */
  public PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /**
   * {@return the exception for a command line that makes no sense; the program ends with exit code
   * 2}
   *
   * @param message the option, its value and what was expected
   */
  public ParameterException misuse(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  boolean stackTrace() {
    return stackTrace;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(program, "a program is started through Programs.run");
  }
}
