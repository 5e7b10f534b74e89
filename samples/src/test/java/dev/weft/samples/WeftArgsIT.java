package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every program starts on the module path and ends as it should. */
class WeftArgsIT {
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
  void runsWithoutWarnings(String program) throws Exception {
    Finished finished = OwnJvm.run(program);
    assertEquals("", finished.err());
    assertEquals(0, finished.code());
    assertTrue(!finished.out().isEmpty());
  }

  @Test
  void isANamedModule() throws Exception {
    assertTrue(OwnJvm.run("hello").out().startsWith("module dev.weft.samples: "));
    assertTrue(OwnJvm.run("--version").out().startsWith("weft-samples 0"));
  }

  @Test
  void showsAProgressBarWithoutWarnings() throws Exception {
    Finished finished = OwnJvm.run("run", "--threads", "2", "--repeat", "20", "--progress");
    assertEquals(0, finished.code(), finished.err());
    assertTrue(finished.err().contains("40/40"), finished.err());
    assertTrue(!finished.err().contains("WARN"), finished.err());
  }

  @Test
  void endsWithOneLineAndAnExitCode() throws Exception {
    Finished trouble = OwnJvm.run("run", "no/such/model");
    assertEquals(1, trouble.code());
    assertTrue(trouble.reason().startsWith("weft run: no/such/model-symbol.json"), trouble.err());
    Finished misuse = OwnJvm.run("label", "demo", "2");
    assertEquals(2, misuse.code());
    assertTrue(misuse.reason().contains("expected 0 or 1"), misuse.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsThatOutputIsLost() throws Exception {
    Finished finished = OwnJvm.printingTo(new File("/dev/full"), "hello");
    assertEquals(1, finished.code());
    assertEquals("weft: the standard output could not be written", finished.reason());
  }
}
