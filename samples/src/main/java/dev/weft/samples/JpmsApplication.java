package dev.weft.samples;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.InputArguments;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The least a modular application does: {@code requires dev.weft.api} in its {@code
 * module-info.java}, open, predict.
 *
 * <p>No backend is named: those on the module path are found because {@code dev.weft.api} {@code
 * uses} their service.
 */
@Command(
    name = "hello",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Opens a model and runs it once.")
public final class JpmsApplication implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final InputArguments inputs = new InputArguments();

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new JpmsApplication(), arguments);
  }

  /** Makes the program for picocli. */
  public JpmsApplication() {}

  @Override
  public Integer call() throws Exception {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(model.source())) {
      Map<String, Tensor> tensors = inputs.tensors(model, predictor.signature());
      List<Tensor> outputs = predictor.predict(tensors);
      console.out().println(getClass().getModule() + ": " + tensors + " -> " + outputs);
    }
    return 0;
  }
}
