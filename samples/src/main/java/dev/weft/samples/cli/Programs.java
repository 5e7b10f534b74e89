package dev.weft.samples.cli;

import dev.weft.InferenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Starts programs. They end with exit code 0, with 1 and one line on the standard error output
 * after trouble, or with 2 and one line after a mistake on the command line.
 */
public final class Programs {
  private static final int USAGE_WIDTH = 100;

  private Programs() {}

  /**
   * Runs a program and ends the JVM.
   *
   * @param program an object with picocli's annotations
   * @param arguments the command line
   */
  public static void run(Callable<Integer> program, String... arguments) {
    CommandLine command = commandLine(program);
    int code = command.execute(arguments);
    command.getOut().flush();
    if (System.out.checkError() && code == CommandLine.ExitCode.OK) {
      command.getErr().println("weft: the standard output could not be written");
      code = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  /**
   * {@return a command line set up for the programs}
   *
   * @param program an object with picocli's annotations
   */
  public static CommandLine commandLine(Callable<Integer> program) {
    return new CommandLine(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(USAGE_WIDTH)
        .setParameterExceptionHandler(Programs::misused)
        .setExecutionExceptionHandler(Programs::failed);
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + mistake(e) + " (try: " + name + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static String mistake(ParameterException e) {
    Set<String> programs = e.getCommandLine().getSubcommands().keySet();
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !programs.isEmpty()) {
      return "there is no program '"
          + unmatched.getUnmatched().get(0)
          + "', expected one of "
          + String.join(", ", programs);
    }
    return oneLine(e.getMessage());
  }

  private static int failed(Exception e, CommandLine command, @Nullable ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + reason(e));
    if (wantsStackTrace(command)) {
      e.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String reason(Throwable told) {
    if (told instanceof FileSystemException trouble && trouble.getFile() != null) {
      return oneLine(trouble.getFile() + ": " + reason(trouble));
    }
    String message = told.getMessage();
    // The messages of other exceptions say little without their name.
    boolean forUsers =
        told instanceof InferenceException
            || told instanceof IOException
            || told instanceof UncheckedIOException
            || told.getClass() == IllegalArgumentException.class
            || told.getClass() == IllegalStateException.class
            || told.getClass() == UnsupportedOperationException.class;
    return oneLine(message == null || !forUsers ? told.toString() : message);
  }

  private static String reason(FileSystemException trouble) {
    if (trouble instanceof NoSuchFileException) {
      return "no such file";
    }
    if (trouble instanceof AccessDeniedException) {
      return "access denied";
    }
    return trouble.getReason() == null ? trouble.getClass().getSimpleName() : trouble.getReason();
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static boolean wantsStackTrace(CommandLine command) {
    return command.getMixins().values().stream()
        .anyMatch(mixin -> mixin instanceof Console console && console.stackTrace());
  }
}
