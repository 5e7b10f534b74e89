package dev.weft.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the programs as a user does: in a JVM of their own, on the module path. */
final class OwnJvm {
  private OwnJvm() {}

  /** Runs {@code java @target/weft.args} with these arguments. */
  static Finished run(Object... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("weft", ".out");
    try {
      Finished finished = printingTo(out.toFile(), arguments);
      return new Finished(finished.code(), Files.readString(out), finished.err());
    } finally {
      Files.delete(out);
    }
  }

  /** Runs it with its standard output going to a file or device; the result has none. */
  static Finished printingTo(File out, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("target", "weft.args"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path err = Files.createTempFile("weft", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("WEFT_BACKEND");
      int code = builder.redirectOutput(out).redirectError(err.toFile()).start().waitFor();
      return new Finished(code, "", Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
