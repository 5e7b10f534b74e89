package dev.weft.benchmarks;

import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * How does throughput grow with the number of threads that call one predictor? Rounds of 1, 2, 8
 * and 64 callers alternate in one process, so that a change of the machine's load meets all of
 * them; the figures are medians of the rounds.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.CallerScaling \
 *     -Dbenchmark.args="resnet-50 mxnet"
 * }</pre>
 */
public final class CallerScaling {
  private static final int[] CALLERS = {1, 2, 8, 64};
  private static final int ROUNDS = 7;
  private static final double SECONDS = 4;

  private CallerScaling() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent, and the backend, auto if
   *     absent
   * @throws IOException if the model cannot be written
   * @throws InterruptedException if the wait for the callers is interrupted
   * @throws ExecutionException if a call fails
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    String name = arguments.length > 0 ? arguments[0] : "resnet-50";
    String backend = arguments.length > 1 ? arguments[1] : PredictorOptions.AUTO;
    BenchmarkModel model = BenchmarkModel.named(name);
    PredictorOptions options = PredictorOptions.builder().backend(backend).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), options)) {
      System.out.println(name + ", " + predictor.options());
      double[][] rates = new double[CALLERS.length][ROUNDS];
      Callers.callsPerSecond(predictor, model.input(), 2, SECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CALLERS.length; i++) {
          rates[i][round] = Callers.callsPerSecond(predictor, model.input(), CALLERS[i], SECONDS);
        }
      }
      double one = Median.of(rates[0]);
      for (int i = 0; i < CALLERS.length; i++) {
        System.out.printf(
            Locale.ROOT,
            "%2d callers: %7.2f calls/s, %.2f x one caller%n",
            CALLERS[i],
            Median.of(rates[i]),
            Median.of(rates[i]) / one);
      }
      System.out.printf(Locale.ROOT, "RSS %.0f MiB%n", ProcessMemory.residentMebibytes());
    }
  }
}
