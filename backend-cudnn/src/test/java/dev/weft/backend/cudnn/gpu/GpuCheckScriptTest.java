package dev.weft.backend.cudnn.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script does around the program, of which there is a stand-in. */
class GpuCheckScriptTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path bundle;
  private final Map<String, String> environment = new HashMap<>();
  private Path temporary;

  private record Outcome(int status, String output) {}

  @BeforeEach
  void makeBundle() throws IOException {
    assumeTrue(Files.isExecutable(BASH), "there is no bash");
    Files.createDirectories(bundle.resolve("runtime/bin"));
    temporary = Files.createDirectories(bundle.resolve("tmp"));
    Files.writeString(bundle.resolve("commit"), "0123");
  }

  private Outcome run(String program, String... arguments) throws Exception {
    Path java = bundle.resolve("runtime/bin/java");
    Files.writeString(java, "#!" + BASH + "\n" + program + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            BASH.toString(),
            Path.of(System.getProperty("basedir", "."), "gpu-check").toString(),
            "--bundle",
            bundle.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().remove("LD_LIBRARY_PATH");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void endsWithTheProgram() throws Exception {
    Outcome outcome = run("echo PASS; exit 1");
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("PASS\nSKIP compute-sanitizer"), outcome::output);
    assertNothingIsLeft();
  }

  /** The program has a way of its own to end. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsAll(String signal, int status) throws Exception {
    assumeFalse(isIgnored(signal), "these tests run where " + signal + " is ignored");
    Outcome outcome = run("trap 'exit 1' %s; kill -%s $PPID $$; sleep 5".formatted(signal, signal));
    assertEquals(status, outcome.status());
    assertFalse(outcome.output().contains("SKIP"), outcome::output);
    assertNothingIsLeft();
  }

  /** A process in the background may have been started so, and a shell then cannot change it. */
  private static boolean isIgnored(String signal) throws Exception {
    String probe = "trap 'exit 7' %s; kill -%s $$; exit 0".formatted(signal, signal);
    return new ProcessBuilder(BASH.toString(), "-c", probe).start().waitFor() != 7;
  }

  @Test
  void helpIsAllThatIsPrinted() throws Exception {
    Outcome outcome = run("echo of the program", "--help");
    assertEquals(0, outcome.status());
    assertTrue(outcome.output().contains("--libraries"), outcome::output);
    assertTrue(outcome.output().endsWith("of the program\n"), outcome::output);
  }

  @Test
  void theVersionIsTheCommit() throws Exception {
    Outcome outcome = run("echo of the program", "--version");
    assertEquals(new Outcome(0, "gpu-check of commit 0123\n"), outcome);
  }

  @Test
  void anOptionWithoutItsValueIsRefused() throws Exception {
    Outcome outcome = run("echo of the program", "--libraries");
    assertEquals(2, outcome.status());
    assertEquals("gpu-check: --libraries wants a value\n", outcome.output());
  }

  /** An empty entry of the path would be the current folder. */
  @ParameterizedTest
  @CsvSource({"/c, /a:/b:/c", "'', /a:/b"})
  void librariesAreFoundInNoOtherFolder(String before, String path) throws Exception {
    environment.put("LD_LIBRARY_PATH", before);
    Outcome outcome = run("echo \"path $LD_LIBRARY_PATH.\"", "--libraries", "/a:/b");
    assertTrue(outcome.output().contains("path " + path + ".\n"), outcome::output);
  }

  @Test
  void theHeapDoesNotGrow() throws Exception {
    Outcome outcome = run("echo \"$@\"");
    assertTrue(outcome.output().contains("-Xms3g -Xmx3g -XX:+AlwaysPreTouch "), outcome::output);
  }

  private void makeSanitizer(String text) throws IOException {
    Path tools = Files.createDirectories(bundle.resolve("tools"));
    Path sanitizer = Files.writeString(tools.resolve("compute-sanitizer"), text);
    Files.setPosixFilePermissions(sanitizer, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
  }

  @Test
  void theSanitizerRunsTheProgramAgain() throws Exception {
    makeSanitizer("#!" + BASH + "\nwhile [[ $1 != */java ]]; do shift; done\n\"$@\"\n");
    Outcome outcome = run("echo 1 passed, 0 failed, 0 skipped");
    assertEquals(0, outcome.status());
    assertTrue(outcome.output().contains("PASS compute-sanitizer\n"), outcome::output);
  }

  @ParameterizedTest
  @CsvSource({"exit 1, --report-api-errors no", "exit 0, it has not run the program"})
  void whatTheSanitizerSaysIsShownWhereItFails(String end, String said) throws Exception {
    makeSanitizer("#!" + BASH + "\necho \"$@\"\n" + end + "\n");
    Outcome outcome = run("echo PASS");
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains(said), outcome::output);
    assertTrue(outcome.output().contains("FAIL compute-sanitizer\n"), outcome::output);
    assertNothingIsLeft();
  }

  @Test
  void minutesAreSharedWithWhatFollows() throws Exception {
    Outcome outcome = run("echo \"$@\"", "--minutes", "8", "--networks", "lenet");
    assertTrue(
        outcome.output().contains("GpuCheck --time-limit 360 --networks lenet\n"), outcome::output);
    assertEquals(0, outcome.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "ten"})
  void minutesThatAreNoWholeNumberAreRefused(String minutes) throws Exception {
    Outcome outcome = run("echo of the program", "--minutes", minutes);
    assertEquals(2, outcome.status());
    assertFalse(outcome.output().contains("of the program"), outcome::output);
  }

  @Test
  void aProgramThatBreaksIsAFailure() throws Exception {
    Outcome outcome = run("echo PASS; kill -ABRT $$");
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("FAIL the program comes to its end"), outcome::output);
    assertNothingIsLeft();
  }
}
