package dev.weft.benchmarks.process;

import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import dev.weft.benchmarks.runtime.Transfer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A runtime with a model open, in a JVM of its own. Between calls of these methods the process
 * waits and computes nothing. Not thread-safe.
 */
public final class RuntimeProcess implements AutoCloseable {
  private final RuntimeChoice runtime;
  private final ChildJvm jvm;

  private RuntimeProcess(RuntimeChoice runtime, ChildJvm jvm) {
    this.runtime = runtime;
    this.jvm = jvm;
  }

  /**
   * Starts a process, which opens the model.
   *
   * @param runtime the runtime
   * @param model the model's files
   * @param flags flags of the JVM
   * @return the process; close it
   * @throws IOException if it cannot be started
   */
  public static RuntimeProcess start(RuntimeChoice runtime, ModelFiles model, List<String> flags)
      throws IOException {
    return new RuntimeProcess(
        runtime, ChildJvm.start(Worker.class, runtime, RuntimePath.CLASS_PATH, model, flags));
  }

  /** {@return the runtime} */
  public RuntimeChoice runtime() {
    return runtime;
  }

  /** {@return the id of the process} */
  public long pid() {
    return jvm.pid();
  }

  /**
   * {@return the answer to the model's input}
   *
   * @throws IOException if the process ends
   */
  public float[] infer() throws IOException {
    String[] numbers = ask("infer").split(" ", -1);
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i]);
    }
    return values;
  }

  /**
   * {@return how many calls several threads together finish per second}
   *
   * @param threads how many threads call
   * @param seconds for how long
   * @throws IOException if the process ends
   */
  public double callsPerSecond(int threads, double seconds) throws IOException {
    return Double.parseDouble(ask("rate " + threads + " " + seconds));
  }

  /**
   * {@return how long calls of one thread take}
   *
   * @param transfer how input and output get in and out
   * @param seconds for how long the thread calls
   * @throws IOException if the process ends
   */
  public Latency latency(Transfer transfer, double seconds) throws IOException {
    List<String> nanos = Arrays.asList(ask("latency " + transfer + " " + seconds).split(" ", -1));
    return new Latency(Long.parseLong(nanos.get(0)), Long.parseLong(nanos.get(1)));
  }

  private String ask(String command) throws IOException {
    jvm.send(command);
    return jvm.reply();
  }

  /**
   * Closes the model and ends the process.
   *
   * @throws IOException if the process cannot be told so
   */
  @Override
  public void close() throws IOException {
    jvm.close();
  }

  /**
   * How long calls took.
   *
   * @param medianNanos what half of them did not exceed
   * @param p99Nanos what 99 of 100 did not exceed
   */
  public record Latency(long medianNanos, long p99Nanos) {}
}
