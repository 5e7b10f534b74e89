package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.fakes.FakeBackends;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, on the class path: there the environment can be set. */
@Timeout(60)
class BackendEnvironmentTest {
  @TempDir Path folder;

  @BeforeEach
  void register() throws IOException {
    ProviderPath.register(
        folder, FakeBackends.Low.class, FakeBackends.High.class, FakeBackends.Equal.class);
    Files.writeString(folder.resolve(Backends.CONFIGURATION), "backend=low");
  }

  @Test
  void aVariableOverridesTheResource() throws Exception {
    assertEquals("loaded by equal", output(Map.of("WEFT_BACKEND", "equal"), List.of(), List.of()));
  }

  @Test
  void theResourceCountsWhereTheVariableIsBlank() throws Exception {
    assertEquals("loaded by low", output(Map.of("WEFT_BACKEND", " "), List.of(), List.of()));
  }

  @Test
  void aSystemPropertyOverridesTheVariable() throws Exception {
    assertEquals(
        "loaded by high",
        output(Map.of("WEFT_BACKEND", "equal"), List.of("-Ddev.weft.backend=high"), List.of()));
  }

  @Test
  void anOptionOverridesBoth() throws Exception {
    assertEquals(
        "loaded by low",
        output(
            Map.of("WEFT_BACKEND", "equal"), List.of("-Ddev.weft.backend=high"), List.of("low")));
  }

  @Test
  void theVariableMayAskForTheRankedChoice() throws Exception {
    assertEquals("loaded by equal", output(Map.of("WEFT_BACKEND", "auto"), List.of(), List.of()));
  }

  @Test
  void anUnknownNameNamesTheVariable() throws Exception {
    assertEquals(
        "backend 'nowhere', named by environment variable WEFT_BACKEND, was not found; equal, high,"
            + " low are on the class or module path",
        output(Map.of("WEFT_BACKEND", "nowhere"), List.of(), List.of()));
  }

  private String output(
      Map<String, String> environment, List<String> jvmOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    String classPath =
        String.join(
            File.pathSeparator,
            folder.toString(),
            root(Backends.class).toString(),
            root(LoadingProgram.class).toString());
    command.addAll(List.of("-cp", classPath, LoadingProgram.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  /** Returns the folder of classes that a class comes from. */
  private static Path root(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL url = ClassLoader.getSystemResource(name);
    try {
      Path root = Path.of(url.toURI());
      for (int i = 0; i < Path.of(name).getNameCount(); i++) {
        root = root.getParent();
      }
      return root;
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
