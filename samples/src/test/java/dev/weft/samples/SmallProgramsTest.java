package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallProgramsTest {
  @Test
  void opensAModelAndPredicts() {
    Finished finished = Finished.run(new JpmsApplication());
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("[FLOAT32 (1, 34)]"), finished.out());
  }

  @Test
  void tellsWhichBackendWasTaken() {
    Finished finished = Finished.run(new ChooseBackend());
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().matches("(?s).*taken +fake.*"), finished.out());
  }

  @Test
  void refusesAnUnknownBackend() {
    Finished finished = Finished.run(new ChooseBackend(), "--backend", "nosuch");
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("'nosuch'"), finished.reason());
  }

  @Test
  void sharesParametersBetweenTwoPredictors() {
    Finished finished = Finished.run(new TwoPredictors());
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("1,234,567 bytes, held once"), finished.out());
    assertTrue(finished.out().contains("bit-equal answers"), finished.out());
  }

  @Test
  void failsIfTwoPredictorsDiffer(@TempDir Path folder) throws IOException {
    Path model = new ModelFolder(folder).model("unsteady", "?,1,4,4 5 unsteady");
    Finished finished = Finished.run(new TwoPredictors(), model);
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("differ"), finished.reason());
  }

  @Test
  void cancelsSomeOfManyCalls() {
    Finished finished = Finished.run(new AsyncCalls(), "--calls", "8");
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("8 calls started, 6 answered, 2 cancelled"), finished.out());
  }

  @Test
  void describesBackends() {
    Finished finished = Finished.run(new Doctor());
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.out().contains("fake: available"), finished.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label",
        "run",
        "inspect",
        "doctor",
        "hello",
        "choose-backend",
        "two-predictors",
        "async"
      })
  void startsEachProgramByName(String name) {
    Finished help = Finished.run(new Weft(), name, "--help");
    assertEquals(0, help.code(), help.err());
    assertTrue(help.out().startsWith("Usage: weft " + name), help.out());
    assertEquals(0, Finished.run(new Weft(), name).code());
  }

  @Test
  void namesTheProgramInComplaints() {
    Finished finished = Finished.run(new Weft(), "run", "--nosuch");
    assertEquals(2, finished.code());
    assertTrue(finished.reason().startsWith("weft run: "), finished.reason());
    assertEquals(2, Finished.run(new Weft()).code());
    Finished unknown = Finished.run(new Weft(), "nosuch");
    assertEquals(2, unknown.code());
    assertTrue(
        unknown.reason().startsWith("weft: there is no program 'nosuch', expected one of label, "),
        unknown.reason());
    assertTrue(Finished.run(new Weft(), "--nosuch").reason().contains("option"));
  }

  @Test
  void tellsItsVersion() {
    Finished finished = Finished.run(new Weft(), "--version");
    assertEquals(0, finished.code());
    assertTrue(finished.out().startsWith("weft-samples "), finished.out());
  }
}
