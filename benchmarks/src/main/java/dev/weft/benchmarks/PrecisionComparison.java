package dev.weft.benchmarks;

import dev.weft.Precision;
import dev.weft.benchmarks.process.ThreadTeam;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * How much faster is a model in a lower precision, and what does its output lose? The model is
 * opened twice in one process. Two callers; rounds of both precisions alternate, and the rates are
 * their medians. The outputs of both are compared on seeded images.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.PrecisionComparison \
 *     -Dbenchmark.args="resnet-50 onednn BF16"
 * }</pre>
 */
public final class PrecisionComparison {
  private static final int CALLERS = 2;
  private static final int IMAGES = 20;
  private static final int ROUNDS = 7;
  private static final double SECONDS = 4;

  private PrecisionComparison() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent; the backend, onednn if
   *     absent; the precision to hold against FP32, BF16 if absent; how many rounds, 7 if absent;
   *     seconds of a round, 4 if absent
   * @throws IOException if the model cannot be written
   * @throws InterruptedException if the wait for the callers is interrupted
   * @throws ExecutionException if a call fails
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-50");
    RuntimeChoice single = RuntimeChoice.weft(given.text(1, "onednn"));
    RuntimeChoice lower =
        new RuntimeChoice(
            single.kind(), single.backend(), Precision.valueOf(given.text(2, "BF16")));
    int rounds = given.integer(3, ROUNDS);
    double seconds = given.real(4, SECONDS);
    try (ModelFiles model = ModelFiles.write(network);
        InferenceRuntime expected = single.open(model);
        InferenceRuntime actual = lower.open(model)) {
      System.out.printf(
          "%s, %d callers, %d rounds of %s seconds%n", network, CALLERS, rounds, seconds);
      compareOutputs(model, expected, actual);
      double[] expectedRates = new double[rounds];
      double[] actualRates = new double[rounds];
      float[] input = model.input();
      double unusedWarmUp =
          ThreadTeam.callsPerSecond(expected, input, CALLERS, seconds)
              + ThreadTeam.callsPerSecond(actual, input, CALLERS, seconds);
      for (int round = 0; round < rounds; round++) {
        expectedRates[round] = ThreadTeam.callsPerSecond(expected, input, CALLERS, seconds);
        actualRates[round] = ThreadTeam.callsPerSecond(actual, input, CALLERS, seconds);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f calls/s%n%s: %.2f calls/s, %.3f x%n",
          single.label(),
          Median.of(expectedRates),
          lower.label(),
          Median.of(actualRates),
          Median.of(actualRates) / Median.of(expectedRates));
    }
  }

  private static void compareOutputs(
      ModelFiles model, InferenceRuntime expected, InferenceRuntime actual) {
    double worst = 0;
    double squares = 0;
    double errors = 0;
    int agreeing = 0;
    for (int image = 0; image < IMAGES; image++) {
      float[] input = model.input(image);
      float[] right = expected.infer(input);
      float[] found = actual.infer(input);
      worst = Math.max(worst, OutputDifference.relative(right, found));
      for (int i = 0; i < right.length; i++) {
        squares += (double) right[i] * right[i];
        errors += Math.pow((double) right[i] - found[i], 2);
      }
      agreeing += indexOfGreatest(right) == indexOfGreatest(found) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "over %d images: greatest difference %.2e of the greatest output, root mean square of the"
            + " difference %.2e of the output's, same class %d times%n",
        IMAGES,
        worst,
        Math.sqrt(errors / squares),
        agreeing);
  }

  private static int indexOfGreatest(float[] values) {
    int greatest = 0;
    for (int i = 1; i < values.length; i++) {
      greatest = values[i] > values[greatest] ? i : greatest;
    }
    return greatest;
  }
}
