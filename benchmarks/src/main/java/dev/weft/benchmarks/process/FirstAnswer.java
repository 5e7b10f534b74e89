package dev.weft.benchmarks.process;

import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program whose start {@link #measure} measures: opens a model and calls it once, twice. */
public final class FirstAnswer {
  private FirstAnswer() {}

  /**
   * How long the first answers of a process took.
   *
   * @param fromStartNanos from the start of the process to the first answer, as its parent sees it
   * @param fromOpenNanos from the first use of the runtime, which loads its library, to that answer
   * @param firstCallNanos the call that gave it
   * @param fromReopenNanos from opening the model a second time, after it was closed, to the answer
   */
  public record Durations(
      long fromStartNanos, long fromOpenNanos, long firstCallNanos, long fromReopenNanos) {}

  /**
   * Runs the program in a new JVM.
   *
   * @param runtime the runtime
   * @param path where the program finds it
   * @param model the model's files
   * @return the durations
   * @throws IOException if the process fails
   */
  public static Durations measure(RuntimeChoice runtime, RuntimePath path, ModelFiles model)
      throws IOException {
    long start = System.nanoTime();
    try (ChildJvm jvm = ChildJvm.start(FirstAnswer.class, runtime, path, model, List.of())) {
      String first = jvm.reply();
      long fromStart = System.nanoTime() - start;
      List<String> nanos = Arrays.asList(first.split(" ", -1));
      return new Durations(
          fromStart,
          Long.parseLong(nanos.get(0)),
          Long.parseLong(nanos.get(1)),
          Long.parseLong(jvm.reply()));
    }
  }

  /**
   * Opens, calls, closes, and does so again.
   *
   * @param arguments the runtime, and the model's files
   */
  public static void main(String[] arguments) {
    RuntimeChoice choice = RuntimeChoice.parse(arguments[0]);
    ModelFiles files = ModelFiles.of(Arrays.asList(arguments).subList(1, arguments.length));
    float[] input = files.input();
    long opening = System.nanoTime();
    try (InferenceRuntime runtime = choice.open(files)) {
      long calling = System.nanoTime();
      float[] unusedAnswer = runtime.infer(input);
      long answered = System.nanoTime();
      reply(
          Long.toString(answered - opening).concat(" ").concat(Long.toString(answered - calling)));
    }
    long reopening = System.nanoTime();
    try (InferenceRuntime runtime = choice.open(files)) {
      float[] unusedAnswer = runtime.infer(input);
      reply(Long.toString(System.nanoTime() - reopening));
    }
  }

  private static void reply(String line) {
    System.out.println(ChildJvm.REPLY.concat(line));
    System.out.flush();
  }
}
