package dev.weft.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program to be started in a process of its own, without the settings of the calling environment.
 */
final class Child {
  private static final long LIMIT_SECONDS = 60;
  private static final List<String> SETTINGS =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH",
          "WEFT_BACKEND",
          "WEFT_MXNET_LIBRARY");

  private final Path directory;
  private final List<String> command = new ArrayList<>();
  private final Map<String, String> environment;

  private Child(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Makes a program that runs in a directory, where a crashing JVM would leave its report. */
  static Child in(Path directory) {
    return new Child(directory, Map.of());
  }

  /** Returns this program with a variable in its environment. */
  Child with(String variable, String value) {
    Child child = new Child(directory, Map.of(variable, value));
    child.command.addAll(command);
    return child;
  }

  /** Adds words of the command. */
  Child command(Object... words) {
    for (Object word : words) {
      command.add(word.toString());
    }
    return this;
  }

  /** Runs the program to its end. */
  Finished run() throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "child", ".out");
    Path err = Files.createTempFile(directory, "child", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(SETTINGS);
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    long endMillis = System.currentTimeMillis();
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    Finished finished =
        new Finished(
            List.copyOf(command),
            process.exitValue(),
            Files.readString(out),
            Files.readString(err),
            crashReports(),
            endMillis);
    if (!ended) {
      throw new AssertionError("did not end within " + LIMIT_SECONDS + " s: " + finished);
    }
    return finished;
  }

  private List<Path> crashReports() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("hs_err")).toList();
    }
  }
}
