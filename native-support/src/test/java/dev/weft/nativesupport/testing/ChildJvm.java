package dev.weft.nativesupport.testing;

import dev.weft.Tensor;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that runs a program of these tests from the class path. */
public final class ChildJvm {
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  public ChildJvm option(String option) {
    jvmOptions.add(option);
    return this;
  }

  public ChildJvm onClassPath(Path element) {
    classPath.add(element);
    return this;
  }

  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts the program; its standard error is part of its output. */
  public Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        Stream.concat(
                classPath.stream(),
                Stream.of(root(program), origin(NativeHandle.class), origin(Tensor.class)))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs the program to its end and returns its output. */
  public String run(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return output(start(program, arguments));
  }

  public static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private static Path origin(Class<?> type) {
    return path(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** Returns the folder of classes of a test; its code source is the module that it is part of. */
  private static Path root(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    Path root = path(ClassLoader.getSystemResource(name));
    for (int i = 0; i < Path.of(name).getNameCount(); i++) {
      root = root.getParent();
    }
    return root;
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
