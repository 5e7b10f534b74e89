package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.samples.trace.TraceReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the shipped model on a real backend. */
class TraceIT {
  private static final int THREADS = 4;
  private static final int CALLS = 40;

  @TempDir private Path folder;

  @Test
  void fourThreadsComputeSideBySide() throws Exception {
    TraceReading.Content content =
        trace("run", "--threads", THREADS, "--concurrency", THREADS, "--repeat", CALLS);
    int steps = content.of("step", 1).size();
    assertEquals("main", content.threads().get(0));
    assertEquals(THREADS + 1, content.threads().size());
    assertEquals(0, content.leftOut());
    int calls = 0;
    for (int thread = 2; thread <= THREADS + 1; thread++) {
      requireCompleteCalls(content, thread, steps);
      calls += content.of("call", thread).size();
    }
    assertEquals(THREADS * CALLS, calls);
    assertTrue(overlaps(content) > 0, "no steps of different threads ran at the same time");
  }

  @Test
  void picturesAreTracedToo() throws Exception {
    TraceReading.Content content = trace("label", "--threads", 2);
    assertEquals("weft label demo", content.title());
    assertEquals(14, content.events().stream().filter(e -> e.category().equals("call")).count());
  }

  @Test
  void aBackendWithoutStepsTellsOfCalls() throws Exception {
    TraceReading.Content content = trace("run", "--backend", "mxnet", "--repeat", 3);
    assertEquals(4, content.events().stream().filter(e -> e.category().equals("step")).count());
  }

  /** Steps of a thread do not overlap, lie within its calls, and each call has all of them. */
  private static void requireCompleteCalls(TraceReading.Content content, int thread, int steps) {
    List<TraceReading.Event> ran = content.of("step", thread);
    List<TraceReading.Event> calls = content.of("call", thread);
    assertEquals(calls.size() * steps, ran.size());
    for (int i = 0; i < ran.size(); i++) {
      TraceReading.Event step = ran.get(i);
      TraceReading.Event call = calls.get(i / steps);
      assertEquals(i % steps, step.step());
      assertTrue(call.start() <= step.start() && step.end() <= call.end(), step + " in " + call);
      assertTrue(i == 0 || ran.get(i - 1).end() <= step.start(), step + " overlaps");
    }
  }

  private static int overlaps(TraceReading.Content content) {
    Set<String> pairs = new HashSet<>();
    for (int one = 2; one <= THREADS + 1; one++) {
      for (int other = one + 1; other <= THREADS + 1; other++) {
        for (TraceReading.Event step : content.of("step", one)) {
          for (TraceReading.Event beside : content.of("step", other)) {
            if (step.start() < beside.end() && beside.start() < step.end()) {
              pairs.add(one + " " + other);
            }
          }
        }
      }
    }
    return pairs.size();
  }

  private TraceReading.Content trace(Object... arguments) throws Exception {
    Path file = folder.resolve("trace.json");
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--trace";
    all[arguments.length + 1] = file;
    Finished finished = OwnJvm.run(all);
    assertEquals(0, finished.code(), finished.err());
    assertEquals("", finished.err());
    assertTrue(finished.out().contains("steps ran at once at most"), finished.out());
    assertTrue(finished.out().contains("trace " + file), finished.out());
    return TraceReading.read(Files.readString(file));
  }
}
