package dev.weft.samples;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Progress;
import dev.weft.samples.cli.TraceArguments;
import dev.weft.samples.measure.Bits;
import dev.weft.samples.measure.Latencies;
import dev.weft.samples.measure.ResidentMemory;
import dev.weft.samples.measure.ThreadTeam;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many calls of the same input by many threads: how fast, and whether all answers are the same.
 *
 * <p>Each thread writes only the elements of {@code nanos} of the calls that it took; joining the
 * team orders these writes before the report.
 */
final class LoadTest {
  private final ThreadSafePredictor predictor;
  private final Map<String, Tensor> inputs;
  private final List<Tensor> expected;
  private final TraceArguments trace;
  private final AtomicInteger differing = new AtomicInteger();
  private int threads;
  private long[] nanos = {};
  private long wallNanos;

  LoadTest(
      ThreadSafePredictor predictor,
      Map<String, Tensor> inputs,
      List<Tensor> expected,
      TraceArguments trace) {
    this.predictor = predictor;
    this.inputs = inputs;
    this.expected = expected;
    this.trace = trace;
  }

  void run(int threadCount, int callsPerThread, Progress progress) throws Exception {
    threads = threadCount;
    nanos = new long[Math.multiplyExact(threadCount, callsPerThread)];
    long start = System.nanoTime();
    ThreadTeam.run(
        threadCount,
        nanos.length,
        call -> {
          long begin = System.nanoTime();
          List<Tensor> answer = predictor.predict(inputs);
          long end = System.nanoTime();
          nanos[call] = end - begin;
          trace.called(call + 1L, begin, end);
          if (!Bits.equal(expected, answer)) {
            differing.incrementAndGet();
          }
          progress.step();
        });
    wallNanos = System.nanoTime() - start;
  }

  /** Returns how many answers differed from the expected one. */
  int differing() {
    return differing.get();
  }

  void report(PrintWriter out, long firstCallNanos) {
    out.printf(
        Locale.ROOT,
        "%d calls by %d threads in %s: %.1f calls/s%n",
        nanos.length,
        threads,
        Latencies.millis(wallNanos),
        nanos.length * 1e9 / wallNanos);
    out.println(
        "latency " + Latencies.of(nanos) + ", first call " + Latencies.millis(firstCallNanos));
    ResidentMemory.bytes()
        .ifPresent(bytes -> out.printf(Locale.ROOT, "resident memory %,d MiB%n", bytes >> 20));
    out.println("answers " + (differing() == 0 ? "all bit-equal" : differing() + " differ"));
  }
}
