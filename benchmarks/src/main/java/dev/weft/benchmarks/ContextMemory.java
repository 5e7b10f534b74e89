package dev.weft.benchmarks;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much memory does one more execution context take? Opens predictors of one context each on one
 * model, runs each, and reports the growth of the resident set.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.ContextMemory \
 *     -Dbenchmark.args="resnet-50 mxnet"
 * }</pre>
 */
public final class ContextMemory {
  private static final int CONTEXTS = 8;
  private static final int CALLS = 5;

  private ContextMemory() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent, and the backend, auto if
   *     absent
   * @throws IOException if the model cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    String name = arguments.length > 0 ? arguments[0] : "resnet-50";
    String backend = arguments.length > 1 ? arguments[1] : PredictorOptions.AUTO;
    BenchmarkModel model = BenchmarkModel.named(name);
    PredictorOptions options = PredictorOptions.builder().backend(backend).concurrency(1).build();
    print("process before the model", ProcessMemory.residentMebibytes());
    try (Model loaded = Model.load(model.source(), options)) {
      print(
          "after loading, parameters " + loaded.parameterBytes() / 1e6 + " MB",
          ProcessMemory.residentMebibytes());
      List<ThreadSafePredictor> predictors = new ArrayList<>();
      double first = 0;
      for (int i = 1; i <= CONTEXTS; i++) {
        ThreadSafePredictor predictor = loaded.predictor();
        predictors.add(predictor);
        for (int call = 0; call < CALLS; call++) {
          List<Tensor> unusedResult = predictor.predict(model.input());
        }
        double resident = ProcessMemory.residentMebibytes();
        print(i + " contexts", resident);
        first = i == 1 ? resident : first;
      }
      print("each further context", (ProcessMemory.residentMebibytes() - first) / (CONTEXTS - 1));
      predictors.forEach(ThreadSafePredictor::close);
      print("after closing the predictors", ProcessMemory.residentMebibytes());
    }
    print("after closing the model", ProcessMemory.residentMebibytes());
  }

  private static void print(String what, double mebibytes) {
    System.out.printf(Locale.ROOT, "%-50s %7.1f MiB%n", what, mebibytes);
  }
}
