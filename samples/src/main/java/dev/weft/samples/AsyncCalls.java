package dev.weft.samples;

import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.InputArguments;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.PositiveConverter;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Has many calls in flight from one thread, and cancels some: a cancelled call leaves the queue,
 * and one that runs already is run to its end and dropped.
 */
@Command(
    name = "async",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Has many calls in flight from one thread, and cancels every fourth.")
public final class AsyncCalls implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments options = new PredictorArguments();
  @Mixin private final InputArguments inputs = new InputArguments();

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "32",
      converter = PositiveConverter.class,
      description = "Calls in flight (default: ${DEFAULT-VALUE}).")
  private int calls;

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new AsyncCalls(), arguments);
  }

  /** Makes the program for picocli. */
  public AsyncCalls() {}

  @Override
  public Integer call() throws Exception {
    PredictorOptions wanted = options.options();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source(), wanted)) {
      Map<String, Tensor> tensors = inputs.tensors(model, predictor.signature());

      List<CompletableFuture<List<Tensor>>> started = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        started.add(predictor.predictAsync(tensors));
      }
      for (int i = 3; i < calls; i += 4) {
        started.get(i).cancel(false);
      }
      List<CompletableFuture<List<Tensor>>> kept =
          started.stream().filter(call -> !call.isCancelled()).toList();
      CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new)).get();

      console
          .out()
          .printf(
              "%d calls started, %d answered, %d cancelled; an answer: %s%n",
              calls, kept.size(), calls - kept.size(), kept.get(0).get());
    }
    return 0;
  }
}
