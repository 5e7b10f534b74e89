package dev.weft.benchmarks;

import dev.weft.BackendDescription;
import dev.weft.Backends;
import dev.weft.Model;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import dev.weft.UnsupportedModelException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Which models run, how fast, and is what they answer right? Prints the Markdown table of {@code
 * docs/models.md}: the demo model, the networks of the zoo, and, where {@code ../shared/models}
 * lies beside the checkout, the trained models in it.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.ModelsTable \
 *     -Dbenchmark.args="mxnet"
 * }</pre>
 */
public final class ModelsTable {
  private ModelsTable() {}

  /**
   * Measures and prints, a row as soon as it is known.
   *
   * @param arguments the backend, {@code mxnet} if absent; the precision, FP32 if absent
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if interrupted while threads measure
   * @throws ExecutionException if a call fails while it is measured
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    ProgramArguments given = ProgramArguments.of(arguments);
    PredictorOptions options =
        PredictorOptions.builder()
            .backend(given.text(0, "mxnet"))
            .precision(Precision.valueOf(given.text(1, "FP32")))
            .build();
    System.out.println(setting(options));
    System.out.println();
    System.out.println(
        "| model | from | operators | nodes | parameters (million) | input | calls/s, one caller |"
            + " calls/s, two | ratio | p50 of one caller | 8 threads bit-equal | known answer |");
    System.out.println("|---|---|---:|---:|---:|---|---:|---:|---:|---:|---|---|");
    Iterator<ModelUnderTest> models = ModelUnderTest.all();
    while (models.hasNext()) {
      ModelUnderTest model = models.next();
      try {
        System.out.println(row(model, options));
      } finally {
        model.deleteIfTemporary();
      }
    }
  }

  private static String row(ModelUnderTest subject, PredictorOptions options)
      throws IOException, InterruptedException, ExecutionException {
    ModelSize size = ModelSize.of(subject.source());
    String head =
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d | %.3f | %s ",
            subject.name(),
            subject.origin(),
            size.operators(),
            size.nodes(),
            size.parameters() / 1e6,
            subject.input().shape());
    try (Model model = Model.load(subject.source(), options);
        ThreadSafePredictor predictor = model.predictor()) {
      Figures figures = Figures.measure(predictor, subject.input());
      return head + figures.cells() + "| " + subject.answer().compare(predictor) + " |";
    } catch (UnsupportedModelException e) {
      return head
          + "| | | | | | refused, lacks "
          + String.join(", ", e.operators().keySet())
          + " |";
    }
  }

  private static String setting(PredictorOptions options) {
    String backend = options.backend().orElseThrow();
    Map<String, String> details =
        Backends.describe().stream()
            .filter(description -> description.name().equals(backend))
            .map(BackendDescription::availability)
            .map(availability -> availability.details())
            .findFirst()
            .orElse(Map.of());
    List<String> parts =
        List.of(
            "Backend `%s`".formatted(backend),
            options.precision().orElseThrow().toString(),
            "library version " + details.getOrDefault("version", "unknown"),
            details.getOrDefault(
                "engine", details.getOrDefault("instruction set", "default settings")),
            Runtime.getRuntime().availableProcessors() + " processors",
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "JDK " + System.getProperty("java.version"));
    return String.join(", ", parts) + ".";
  }
}
