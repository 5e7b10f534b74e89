package dev.weft.samples.cli;

import dev.weft.PredictorOptions;
import dev.weft.samples.trace.OperatorTable;
import dev.weft.samples.trace.Trace;
import dev.weft.samples.trace.TraceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and where to write a trace of threads and steps. */
public final class TraceArguments {
  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write a trace of steps and threads for ui.perfetto.dev (Chrome's JSON), and print a"
              + " table of operators.")
  private @Nullable Path file;

  private final Trace trace = new Trace();

  /** Makes an object for picocli to fill. */
  public TraceArguments() {}

  /**
   * {@return the options, with a listener if a trace was asked for}
   *
   * @param options the options of the predictor
   * @throws IOException if the file cannot be written
   */
  public PredictorOptions listening(PredictorOptions options) throws IOException {
    if (file == null) {
      return options;
    }
    OutputFile.require(file);
    return options.toBuilder().stepListener(trace).build();
  }

  /**
   * Adds a call of the predictor by this thread, if a trace was asked for.
   *
   * @param number which call
   * @param startNanos when it began
   * @param endNanos when it returned
   */
  public void called(long number, long startNanos, long endNanos) {
    if (file != null) {
      trace.called("call " + number, startNanos, endNanos);
    }
  }

  /**
   * Writes the file and prints the table, if a trace was asked for.
   *
   * @param title what was traced
   * @param out where the table goes
   * @throws IOException if the file cannot be written
   */
  public void finish(String title, PrintWriter out) throws IOException {
    if (file == null) {
      return;
    }
    Path target = Objects.requireNonNull(file);
    OutputFile.write(target, writer -> TraceFile.write(trace, title, writer));
    out.println();
    OperatorTable.print(trace, out);
    out.printf(Locale.ROOT, "%d steps ran at once at most%n", trace.mostAtOnce());
    out.println("trace " + target + ", open it in https://ui.perfetto.dev");
    if (trace.leftOut() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events after the first %,d are only in the table%n",
          trace.leftOut(),
          Trace.MAX_EVENTS);
    }
  }
}
