package dev.weft.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class ProgramsTest {
  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @Test
  void troubleWithFilesIsToldInWords() {
    assertTold("failing: x.npy: access denied", new AccessDeniedException("x.npy"));
    assertTold("failing: x.npy: no such file", new NoSuchFileException("x.npy"));
    String full = "No space left on device";
    assertTold("failing: x.npy: " + full, new FileSystemException("x.npy", null, full));
    assertTold("failing: half a file", new IOException("half a file"));
  }

  @Test
  void whatIsNotMeantForUsersHasItsName() {
    assertTold(
        "failing: java.lang.ArithmeticException: / by zero", new ArithmeticException("/ by zero"));
  }

  private static void assertTold(String line, Exception failure) {
    StringWriter err = new StringWriter();
    int code =
        Programs.commandLine(new Failing(failure)).setErr(new PrintWriter(err, true)).execute();
    assertEquals(1, code);
    assertEquals(line, err.toString().strip());
  }
}
