package dev.weft.benchmarks;

import dev.weft.PredictorOptions;
import dev.weft.benchmarks.process.ThreadTeam;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.WeftRuntime;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * What does an option of a backend gain? The model is opened in one process with each of two values
 * of it. Two callers take turns of a second with one and the other. What is told is the median of
 * the ratios of neighbouring turns, so that load of other programs, which lasts longer, does not
 * matter.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.OptionComparison \
 *     -Dbenchmark.args="resnet-50 onednn.winograd false true"
 * }</pre>
 */
public final class OptionComparison {
  private static final int CALLERS = 2;
  private static final int ROUNDS = 30;
  private static final double SECONDS = 1;

  private OptionComparison() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent; the option,
   *     onednn.winograd if absent; its two values, false and true if absent; how many turns of
   *     each, 30 if absent
   * @throws IOException if the model cannot be written
   * @throws InterruptedException if the wait for the callers is interrupted
   * @throws ExecutionException if a call fails
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-50");
    String option = given.text(1, "onednn.winograd");
    String one = given.text(2, "false");
    String other = given.text(3, "true");
    int rounds = given.integer(4, ROUNDS);
    try (ModelFiles model = ModelFiles.write(network);
        InferenceRuntime first = WeftRuntime.open(model, options(option, one));
        InferenceRuntime second = WeftRuntime.open(model, options(option, other))) {
      float[] input = model.input();
      System.out.printf(
          Locale.ROOT,
          "%s, %d callers, %d turns each; outputs differ by %.1e of the greatest%n",
          network,
          CALLERS,
          rounds,
          OutputDifference.relative(first.infer(input), second.infer(input)));
      double[] rates = new double[rounds];
      double[] otherRates = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        rates[round] = ThreadTeam.callsPerSecond(first, input, CALLERS, SECONDS);
        otherRates[round] = ThreadTeam.callsPerSecond(second, input, CALLERS, SECONDS);
      }
      System.out.printf(
          Locale.ROOT,
          "%s=%s: %.1f calls/s, %s: %.1f calls/s; median of ratios %s%n",
          option,
          one,
          Median.of(rates),
          other,
          Median.of(otherRates),
          Ratios.of(otherRates, rates));
    }
  }

  private static PredictorOptions options(String option, String value) {
    String backend = option.substring(0, Math.max(0, option.indexOf('.')));
    return PredictorOptions.builder().backend(backend).backendOption(option, value).build();
  }
}
