package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Tensor;
import dev.weft.samples.npy.NpyFile;
import dev.weft.samples.trace.TraceReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunModelTest {
  @TempDir private Path folder;
  private ModelFolder files;
  private Path model;

  @BeforeEach
  void makeModel() throws IOException {
    files = new ModelFolder(folder);
    model = files.model("m", "?,4 3");
  }

  @Test
  void showsSignatureAndOutputs() {
    Finished finished = run(model);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("data FLOAT32 (?, 4)"), finished.out());
    assertTrue(finished.out().contains("input  data FLOAT32 (1, 4)"), finished.out());
    assertTrue(finished.out().contains("output scores/out FLOAT32 (1, 3)"), finished.out());
  }

  @Test
  void readsInputsAndSavesOutputs() throws IOException {
    Path input = folder.resolve("x.npy");
    NpyFile.write(input, Tensor.of(new float[] {0.1f, 0.1f, 0.1f, 0.1f}, 1, 4));
    Finished finished = run(model, "--input", "data=@" + input, "--out", folder.resolve("o"));
    assertEquals(0, finished.code(), finished.err());
    Tensor scores = NpyFile.read(folder.resolve("o").resolve("scores_out.npy"));
    assertArrayEquals(new float[] {-1, 0, -1}, scores.toFloatArray(), 1e-5f);
  }

  @Test
  void fillsInputsFromTheSeed() {
    String first = run(model, "--seed", 1).out();
    assertEquals(inputLine(first), inputLine(run(model, "--seed", 1).out()));
    assertTrue(!inputLine(first).equals(inputLine(run(model, "--seed", 2).out())));
    assertTrue(run(model, "--input", "data=2,4").out().contains("input  data FLOAT32 (2, 4)"));
  }

  @Test
  void measuresManyCalls() {
    Finished finished = run(model, "--threads", 4, "--repeat", 25);
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("100 calls by 4 threads"), finished.out());
    assertTrue(finished.out().contains("calls/s"), finished.out());
    assertTrue(finished.out().contains("p99"), finished.out());
    assertTrue(finished.out().contains("all bit-equal"), finished.out());
  }

  @Test
  void showsNoProgressBarForShortWork() {
    assertEquals("", run(model, "--threads", 2).err());
  }

  @Test
  void namesTheMistakeOnOneLine() throws IOException {
    Path open = files.model("open", "?,?,8 2");
    Path bad = Files.writeString(folder.resolve("bad.npy"), "no array at all");
    assertFailure(2, "give one, such as --input data=1,224,8", open);
    assertFailure(2, "no input 'x', expected one of data, label", model, "--input", "x=1");
    assertFailure(2, "expected for example data=1,3", model, "--input", "data=1;2");
    assertFailure(2, "'data' is given twice", model, "--input", "data=1,4", "--input", "data=1,4");
    assertFailure(2, "expected BACKEND.OPTION", model, "--backend-option", "x=1");
    assertFailure(1, "has the shape (1, 5), expected (?, 4)", model, "--input", "data=1,5");
    assertFailure(1, "no.npy: no such file", model, "--input", "data=@no.npy");
    assertFailure(1, "bad.npy: no .npy file", model, "--input", "data=@" + bad);
    assertFailure(1, folder + ": a folder, expected a .npy", model, "--input", "data=@" + folder);
    assertFailure(1, "bad.npy is a file, expected a folder", model, "--out", bad);
    assertFailure(2, "--params and --epoch are for a MODEL", "--params", bad);
    assertFailure(2, "--params and --epoch are for a MODEL", "demo", "--epoch", 3);
    assertFailure(1, "too many elements", model, "--input", "data=99999,99999");
  }

  @Test
  void tracesAnErrorOnRequest() {
    Finished finished = run(model, "--input", "data=1,5", "--stack-trace");
    assertTrue(finished.err().contains("at dev.weft.samples.FakePredictor"), finished.err());
  }

  @Test
  void writesATrace() throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), "what was there before");
    Finished finished = run(model, "--threads", 3, "--repeat", 4, "--trace", file);
    assertEquals(0, finished.code(), finished.err());
    TraceReading.Content content = TraceReading.read(Files.readString(file));
    assertEquals(13, content.events().stream().filter(e -> e.category().equals("step")).count());
    assertEquals(13, content.events().stream().filter(e -> e.category().equals("call")).count());
    assertEquals("mean \"x\"", content.of("step", 1).get(0).name());
    assertTrue(finished.out().lines().anyMatch(l -> l.matches("mean +13 .*")), finished.out());
  }

  @Test
  void refusesATraceThatCannotBeWrittenBeforeItRuns() {
    Path nowhere = folder.resolve("no").resolve("t.json");
    Finished finished = run(model, "--trace", nowhere);
    assertEquals(1, finished.code());
    assertEquals("", finished.out());
    assertTrue(finished.reason().contains("cannot be written: there is no folder"));
    assertFailure(1, "it is a folder, expected a file", model, "--trace", folder);
    assertFailure(2, "Missing required parameter", model, "--trace");
  }

  @Test
  void namesTheFileThatIsFull() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    assertFailure(1, full + " cannot be written: ", model, "--trace", full);
  }

  private static String inputLine(String out) {
    return out.lines().filter(line -> line.startsWith("input")).findFirst().orElseThrow();
  }

  private static void assertFailure(int code, String reason, Object... arguments) {
    Finished finished = run(arguments);
    assertTrue(finished.reason().contains(reason), finished.reason());
    assertEquals(code, finished.code());
  }

  private static Finished run(Object... arguments) {
    return Finished.run(new RunModel(), arguments);
  }
}
