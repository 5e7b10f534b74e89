package dev.weft.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.weft.benchmarks.runtime.Caller;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import dev.weft.benchmarks.runtime.Transfer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What does a call of {@code predictInto} on direct buffers allocate once all is warm? Bytes of the
 * Java heap for each call, as the JVM counts them for the calling thread and for all threads
 * together, and the growth of the process's anonymous memory, in which native allocations that
 * nobody frees would show, and also what the JVM's compilers take while they still compile. Linux
 * only.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.SteadyState \
 *     -Dbenchmark.jvm="-Xms512m -Xmx512m -XX:+AlwaysPreTouch" -Dbenchmark.args="mnist-8 onednn"
 * }</pre>
 */
public final class SteadyState {
  private static final int ROUNDS = 5;
  private static final double WARM_UP_SECONDS = 10;
  private static final double SECONDS = 4;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SteadyState() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, mnist-8 if absent; the backend, onednn if
   *     absent; how many rounds, 5 if absent; seconds of a round, 4 if absent
   * @throws IOException if the model cannot be written, or the memory cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "mnist-8");
    RuntimeChoice weft = RuntimeChoice.weft(given.text(1, "onednn"));
    int rounds = given.integer(2, ROUNDS);
    double seconds = given.real(3, SECONDS);
    try (ModelFiles model = ModelFiles.write(network);
        InferenceRuntime runtime = weft.open(model);
        Caller caller = runtime.caller(model.input(), Transfer.IN_PLACE)) {
      System.out.printf("%s, %s%n", network, weft.label());
      long unusedCalls = callFor(WARM_UP_SECONDS, caller);
      for (int round = 0; round < rounds; round++) {
        measure(seconds, caller);
      }
    }
  }

  private static void measure(double seconds, Caller caller) throws IOException {
    double anonymous = ProcessMemory.ofThisProcess().anonymous();
    long all = allocatedByAllThreads();
    long mine = THREADS.getCurrentThreadAllocatedBytes();
    long calls = callFor(seconds, caller);
    long mineAfter = THREADS.getCurrentThreadAllocatedBytes();
    long allAfter = allocatedByAllThreads();
    double growth = ProcessMemory.ofThisProcess().anonymous() - anonymous;
    System.out.printf(
        Locale.ROOT,
        "%,9d calls: %.1f bytes of heap a call, %.1f of all threads; anonymous memory %+.2f MiB,"
            + " %.2f bytes a call%n",
        calls,
        (mineAfter - mine) / (double) calls,
        (allAfter - all) / (double) calls,
        growth,
        growth * (1 << 20) / calls);
  }

  private static long callFor(double seconds, Caller caller) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long calls = 0;
    while (System.nanoTime() < end) {
      caller.call();
      calls++;
    }
    return calls;
  }

  private static long allocatedByAllThreads() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}
