package dev.weft.benchmarks.process;

import dev.weft.benchmarks.runtime.Caller;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that call one runtime for a while. */
public final class ThreadTeam {
  private ThreadTeam() {}

  /**
   * {@return how many calls all threads together finished per second} Callers are made before the
   * time starts; a call that has begun when it is up is finished, and both it and its time count.
   *
   * @param runtime what they call
   * @param input the input of every call
   * @param threads how many threads call
   * @param seconds for how long
   * @throws InterruptedException if the wait for them is interrupted
   * @throws ExecutionException if a call fails
   */
  public static double callsPerSecond(
      InferenceRuntime runtime, float[] input, int threads, double seconds)
      throws InterruptedException, ExecutionException {
    List<Caller> callers = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int i = 0; i < threads; i++) {
        callers.add(runtime.caller(input, Transfer.COPIED));
      }
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      List<Future<Long>> counts = new ArrayList<>();
      for (Caller caller : callers) {
        counts.add(pool.submit(() -> callUntil(caller, end)));
      }
      long calls = 0;
      for (Future<Long> count : counts) {
        calls += count.get();
      }
      return calls / ((System.nanoTime() - start) / 1e9);
    } finally {
      pool.shutdown();
      callers.forEach(Caller::close);
    }
  }

  private static long callUntil(Caller caller, long end) {
    long calls = 0;
    while (System.nanoTime() < end) {
      caller.call();
      calls++;
    }
    return calls;
  }
}
