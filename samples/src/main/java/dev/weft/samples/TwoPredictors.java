package dev.weft.samples;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.InputArguments;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import dev.weft.samples.measure.Bits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Opens two predictors on one model: one that answers a person soon or not at all, one that works
 * through a batch. Both use one set of parameters, which lives until the last of model and
 * predictors is closed.
 */
@Command(
    name = "two-predictors",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Opens two predictors on one model, with one set of parameters.")
public final class TwoPredictors implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments options = new PredictorArguments();
  @Mixin private final InputArguments inputs = new InputArguments();

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new TwoPredictors(), arguments);
  }

  /** Makes the program for picocli. */
  public TwoPredictors() {}

  @Override
  public Integer call() throws Exception {
    PredictorOptions online =
        PredictorOptions.builder().concurrency(1).maxWait(PATIENCE).maxQueuedCalls(16).build();
    PredictorOptions batch = PredictorOptions.builder().concurrency(2).build();

    try (Model loaded = Model.load(model.source(), options.options());
        ThreadSafePredictor first = loaded.predictor(online);
        ThreadSafePredictor second = loaded.predictor(batch)) {
      console
          .out()
          .printf(Locale.ROOT, "parameters: %,d bytes, held once%n", loaded.parameterBytes());
      console.out().println("online: " + first.options());
      console.out().println("batch:  " + second.options());

      Map<String, Tensor> tensors = inputs.tensors(model, loaded.signature());
      CompletableFuture<List<Tensor>> background = second.predictAsync(tensors);
      List<Tensor> soon = first.predict(tensors);
      List<Tensor> later = background.get();
      if (!Bits.equal(soon, later)) {
        throw new IllegalStateException(
            "the answers "
                + soon
                + " and "
                + later
                + " of the two predictors differ in at least one bit");
      }
      console.out().println("bit-equal answers: " + later);
    }
    return 0;
  }
}
