package dev.weft.samples.trace;

import dev.weft.inspect.StepRun;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * A {@link Trace} in the JSON of the <a
 * href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">Trace
 * Event Format</a>, which <a href="https://ui.perfetto.dev">Perfetto</a> and {@code
 * chrome://tracing} show: a row for each thread, with its calls, and below them their steps.
 *
 * <p>Steps and calls are complete events ({@code ph} is {@code X}) of the categories {@code step}
 * and {@code call}; times are microseconds since the first event began.
 */
public final class TraceFile {
  private final Writer out;
  private final Trace trace;
  private final long originNanos;
  private boolean first = true;

  private TraceFile(Writer out, Trace trace) {
    this.out = out;
    this.trace = trace;
    this.originNanos = trace.originNanos();
  }

  /**
   * Writes a trace whose threads have ended.
   *
   * @param trace the trace
   * @param title what was traced
   * @param out where to; the caller closes it
   * @throws IOException if it cannot be written
   */
  public static void write(Trace trace, String title, Writer out) throws IOException {
    new TraceFile(out, trace).write(title);
  }

  private void write(String title) throws IOException {
    out.write("{\"displayTimeUnit\":\"ms\",\"otherData\":{\"eventsLeftOut\":");
    out.write(Long.toString(trace.leftOut()));
    out.write("},\"traceEvents\":[");
    metadata("process_name", 0, title);
    List<Lane> lanes = trace.lanes();
    for (int thread = 1; thread <= lanes.size(); thread++) {
      Lane lane = lanes.get(thread - 1);
      metadata("thread_name", thread, lane.name());
      for (Lane.CallRun call : lane.calls()) {
        event(call.name(), "call", thread, call.startNanos(), call.endNanos());
        out.write('}');
      }
      for (StepRun step : lane.steps()) {
        event(step.node(), "step", thread, step.startNanos(), step.endNanos());
        out.write(",\"args\":{\"step\":" + step.step() + ",\"operator\":");
        out.write(Json.string(step.operator()));
        out.write(",\"kind\":" + Json.string(step.kind()) + "}}");
      }
    }
    out.write("\n]}\n");
  }

  private void metadata(String what, int thread, String name) throws IOException {
    begin(what, "__metadata", "M", thread);
    out.write(",\"args\":{\"name\":" + Json.string(name) + "}}");
  }

  private void event(String name, String category, int thread, long start, long end)
      throws IOException {
    begin(name, category, "X", thread);
    out.write(",\"ts\":" + micros(start - originNanos) + ",\"dur\":" + micros(end - start));
  }

  private void begin(String name, String category, String phase, int thread) throws IOException {
    out.write(first ? "\n" : ",\n");
    first = false;
    out.write("{\"name\":" + Json.string(name) + ",\"cat\":\"" + category + "\",\"ph\":\"");
    out.write(phase + "\",\"pid\":1,\"tid\":" + thread);
  }

  private static String micros(long nanos) {
    return String.format(Locale.ROOT, "%d.%03d", nanos / 1000, nanos % 1000);
  }
}
