package dev.weft.benchmarks.process;

import dev.weft.benchmarks.runtime.Caller;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import dev.weft.benchmarks.runtime.Transfer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;

/**
 * The program that a {@link RuntimeProcess} talks to: opens a model in a runtime and does what it
 * is told, a line at a time.
 */
public final class Worker {
  private final InferenceRuntime runtime;
  private final float[] input;

  private Worker(InferenceRuntime runtime, float[] input) {
    this.runtime = runtime;
    this.input = input;
  }

  /**
   * Works until its input ends.
   *
   * @param arguments the runtime, and the model's files
   * @throws IOException if the input cannot be read
   * @throws InterruptedException if the wait for callers is interrupted
   * @throws ExecutionException if a call fails
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    RuntimeChoice choice = RuntimeChoice.parse(arguments[0]);
    ModelFiles files = ModelFiles.of(Arrays.asList(arguments).subList(1, arguments.length));
    try (InferenceRuntime runtime = choice.open(files);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Worker worker = new Worker(runtime, files.input());
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(ChildJvm.REPLY + worker.answer(Arrays.asList(line.split(" ", -1))));
        System.out.flush();
      }
    }
  }

  private String answer(List<String> command) throws InterruptedException, ExecutionException {
    return switch (command.get(0)) {
      case "infer" -> numbers(runtime.infer(input));
      case "rate" -> rate(Integer.parseInt(command.get(1)), Double.parseDouble(command.get(2)));
      case "latency" ->
          latency(Transfer.valueOf(command.get(1)), Double.parseDouble(command.get(2)));
      default -> throw new IllegalArgumentException("unknown command " + command);
    };
  }

  private String rate(int threads, double seconds) throws InterruptedException, ExecutionException {
    return Double.toString(ThreadTeam.callsPerSecond(runtime, input, threads, seconds));
  }

  /** Answers with the median and the 99th percentile, in nanoseconds. */
  private String latency(Transfer transfer, double seconds) {
    LongStream.Builder nanos = LongStream.builder();
    try (Caller caller = runtime.caller(input, transfer)) {
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      while (start < end) {
        caller.call();
        long now = System.nanoTime();
        nanos.add(now - start);
        start = now;
      }
    }
    long[] sorted = nanos.build().sorted().toArray();
    return percentile(sorted, 50) + " " + percentile(sorted, 99);
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted[(int) ((long) sorted.length * percent / 100)];
  }

  private static String numbers(float[] values) {
    StringJoiner text = new StringJoiner(" ");
    for (float value : values) {
      text.add(Float.toString(value));
    }
    return text.toString();
  }
}
