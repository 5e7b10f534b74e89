package dev.weft.samples;

import dev.weft.samples.cli.Programs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How a program ended.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Finished(int code, String out, String err) {
  static Finished run(Callable<Integer> program, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code =
        Programs.commandLine(program)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Finished(code, out.toString(), err.toString());
  }

  /** Returns the one line of complaint, or throws if there is another number of lines. */
  String reason() {
    List<String> lines = err.lines().toList();
    if (lines.size() != 1) {
      throw new AssertionError("expected one line of complaint, got: " + err);
    }
    return lines.get(0);
  }
}
