package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is set up once for a process, so each case has a process of its own. */
class EngineSettingsIT {
  private static final int CPUS = Runtime.getRuntime().availableProcessors();

  @TempDir Path folder;

  private record Finished(String output, String log) {}

  @Test
  void budgetIsSharedOut() throws Exception {
    Finished run = run(Map.of(), "0,0");
    has(run.output(), "concurrency " + CPUS + ", threadsPerCall 1", "answers same");
    has(run.output(), "engine: " + CPUS + " workers, threadsPerCall 1", "OMP_NUM_THREADS=1");
    assertFalse(run.log().contains("WARNING"), run.log());
  }

  @Test
  void firstModelDecides() throws Exception {
    Finished run = run(Map.of(), "5,1");
    has(
        run.output(),
        "concurrency 5, threadsPerCall 1",
        "engine: " + Math.max(5, CPUS) + " workers");
    assertFalse(run.log().contains("WARNING"), run.log());
  }

  @Test
  void workersAreLimited() throws Exception {
    Finished run = run(Map.of(), "65536,1");
    has(run.output(), "concurrency 65536, threadsPerCall 1", "engine: 1024 workers");
    has(run.log(), "WARNING", "asks for 65536 calls at once");
  }

  @Test
  void laterModelIsToldWhatItGets() throws Exception {
    Finished run = run(Map.of(), "1,1", "1,2", "50,0");
    assertEquals(
        List.of(
            "concurrency 1, threadsPerCall 1",
            "concurrency 1, threadsPerCall 1",
            "concurrency 50, threadsPerCall 1"),
        run.output().lines().filter(line -> line.startsWith("concurrency")).toList());
    has(run.log(), "WARNING", "with threadsPerCall 2", "asks for 50 calls at once");
    assertFalse(run.output().contains("differ"), run.output());
  }

  @Test
  void environmentIsRespected() throws Exception {
    Finished run = run(Map.of("OMP_NUM_THREADS", "2", "MXNET_CPU_WORKER_NTHREADS", "3"), "0,0");
    has(run.output(), "threadsPerCall 2", "engine: 3 workers, threadsPerCall 2", "answers same");
    has(run.output(), "OMP_NUM_THREADS=2", "MXNET_CPU_WORKER_NTHREADS=3");
  }

  @Test
  void optionsOverrideTheEnvironment() throws Exception {
    Finished run = run(Map.of("OMP_NUM_THREADS", "2"), "0,1");
    has(run.output(), "threadsPerCall 1", "OMP_NUM_THREADS=1", "answers same");
  }

  @Test
  void naiveEngineIsReplaced() throws Exception {
    Finished run = run(Map.of("MXNET_ENGINE_TYPE", "NaiveEngine"), "4,1");
    has(run.output(), "MXNET_ENGINE_TYPE=ThreadedEnginePerDevice", "answers same");
    has(run.log(), "WARNING", "NaiveEngine");
  }

  @Test
  void meaninglessEnvironmentIsIgnored() throws Exception {
    Finished run = run(Map.of("MXNET_CPU_WORKER_NTHREADS", "many"), "1,1");
    has(run.output(), "engine: " + CPUS + " workers", "answers same");
    has(run.log(), "WARNING", "MXNET_CPU_WORKER_NTHREADS", "'many'");
  }

  private static void has(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "no '" + part + "' in: " + text);
    }
  }

  private Finished run(Map<String, String> environment, String... predictors)
      throws IOException, InterruptedException {
    String tests = Path.of("target", "test-classes").toString();
    String classPath =
        String.join(
            File.pathSeparator,
            tests,
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path", ""));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath, EngineProgram.class.getName()));
    command.addAll(List.of(predictors));
    Path output = folder.resolve("output.txt");
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MXNET_") || name.startsWith("OMP_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "the process did not end in time");
    assertEquals(0, process.exitValue(), Files.readString(log));
    return new Finished(Files.readString(output), Files.readString(log));
  }
}
