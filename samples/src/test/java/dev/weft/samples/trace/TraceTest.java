package dev.weft.samples.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.inspect.StepRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final String NASTY = "a\"b\\c\n\u0001\ud83d\ude00é\ud800";

  @Test
  void namesAreEscaped() throws Exception {
    Trace trace = new Trace();
    Thread thread =
        new Thread(() -> trace.stepRan(new StepRun(7, NASTY, "operator\t", "kind", 100, 1350)));
    thread.setName(NASTY + "thread");
    thread.start();
    thread.join();
    TraceReading.Content content = written(trace, NASTY + "title");
    assertEquals(NASTY + "title", content.title());
    assertEquals(List.of(NASTY + "thread"), content.threads());
    assertEquals(List.of(new TraceReading.Event(NASTY, "step", 1, 0, 1250, 7)), content.events());
  }

  @Test
  void timesCountFromTheFirstEvent() throws IOException {
    Trace trace = new Trace();
    trace.stepRan(new StepRun(0, "n", "o", "k", -500, 2_000_000_499));
    trace.called("call", -1_500, 2_000_000_500);
    TraceReading.Content content = written(trace, "t");
    assertEquals(0, content.of("call", 1).get(0).start());
    assertEquals(2_000_002_000L, content.of("call", 1).get(0).end());
    assertEquals(1_000, content.of("step", 1).get(0).start());
    assertEquals(2_000_001_999L, content.of("step", 1).get(0).end());
  }

  @Test
  void anEmptyTraceIsATrace() throws IOException {
    TraceReading.Content content = written(new Trace(), "t");
    assertEquals(List.of(), content.events());
    assertEquals(0, content.leftOut());
    assertEquals(0, new Trace().mostAtOnce());
  }

  @Test
  void moreEventsThanAreKeptAreCounted() throws IOException {
    Trace trace = new Trace(3);
    for (int i = 0; i < 5; i++) {
      trace.stepRan(new StepRun(i, "n", "o", "k", i, i + 1));
    }
    trace.called("call", 0, 9);
    TraceReading.Content content = written(trace, "t");
    assertEquals(3, content.events().size());
    assertEquals(3, content.leftOut());
    assertTrue(table(trace).lines().anyMatch(line -> line.matches("o +5 .*")), table(trace));
  }

  @Test
  void theTableAddsUpTheOperators() {
    Trace trace = new Trace();
    trace.stepRan(new StepRun(0, "a", "Convolution", "convolution", 0, 3_000_000));
    trace.stepRan(new StepRun(1, "a", "Convolution", "reorder", 0, 1_000_000));
    trace.stepRan(new StepRun(2, "b", "Pooling", "pooling", 0, 2_000_000));
    trace.stepRan(new StepRun(3, "c", "Convolution", "convolution", 0, 2_000_000));
    assertEquals(
        List.of(
            "operator         steps     total ms    share      mean ms",
            "Convolution          2         5.00   62.5 %       2.5000",
            "Pooling              1         2.00   25.0 %       2.0000",
            "(reorder)            1         1.00   12.5 %       1.0000"),
        table(trace).lines().toList());
  }

  @Test
  void stepsAtOnceAreCounted() {
    Trace trace = new Trace();
    trace.stepRan(new StepRun(0, "a", "o", "k", 0, 10));
    trace.stepRan(new StepRun(1, "a", "o", "k", 10, 20));
    assertEquals(1, trace.mostAtOnce());
    trace.stepRan(new StepRun(0, "a", "o", "k", 5, 15));
    trace.stepRan(new StepRun(0, "a", "o", "k", 9, 11));
    assertEquals(3, trace.mostAtOnce());
  }

  private static TraceReading.Content written(Trace trace, String title) throws IOException {
    StringWriter out = new StringWriter();
    TraceFile.write(trace, title, out);
    return TraceReading.read(out.toString());
  }

  private static String table(Trace trace) {
    StringWriter out = new StringWriter();
    OperatorTable.print(trace, new PrintWriter(out, true));
    return out.toString();
  }
}
