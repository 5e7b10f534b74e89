package dev.weft.benchmarks.process;

import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that runs a program of this package with one runtime. Its error output goes where that of
 * this process goes; of its standard output, lines that begin with {@value #REPLY} are read and
 * others, which libraries may print, are skipped. Not thread-safe.
 */
final class ChildJvm implements AutoCloseable {
  /** What a line begins with that is meant for the parent. */
  static final String REPLY = "reply ";

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final BufferedReader output;
  private final String name;

  private ChildJvm(Process process, String name) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.name = name;
  }

  /**
   * Starts a JVM of the same installation as this one.
   *
   * @param program its main class, whose arguments are the runtime and the model
   * @param path where it finds its classes
   * @param flags flags of the JVM
   */
  static ChildJvm start(
      Class<?> program,
      RuntimeChoice runtime,
      RuntimePath path,
      ModelFiles model,
      List<String> flags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(path.flags(runtime.classPath()));
    command.addAll(List.of(program.getName(), runtime.toString()));
    command.addAll(model.toArguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ChildJvm(builder.start(), runtime.toString());
  }

  long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for the next reply, and returns it without {@value #REPLY}. */
  String reply() throws IOException {
    while (true) {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("the process of " + name + " ended; its error output says why");
      }
      if (line.startsWith(REPLY)) {
        return line.substring(REPLY.length());
      }
    }
  }

  /** Ends the standard input, and with it the program; what does not end is made to. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
  }
}
