package dev.weft.samples;

import dev.weft.Backends;
import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.ModelArguments;
import dev.weft.samples.cli.PredictorArguments;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import java.net.URL;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Lets configuration choose the backend: the first of four places that names one decides, and if
 * none does, the backend of highest rank that can run the model.
 */
@Command(
    name = "choose-backend",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = {
      "Shows which backend configuration chooses.",
      "In this order: --backend, the system property dev.weft.backend, the environment variable",
      "WEFT_BACKEND, the entry 'backend' of a resource weft.properties, automatic choice."
    })
public final class ChooseBackend implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final ModelArguments model = new ModelArguments();
  @Mixin private final PredictorArguments options = new PredictorArguments();

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new ChooseBackend(), arguments);
  }

  /** Makes the program for picocli. */
  public ChooseBackend() {}

  @Override
  public Integer call() throws Exception {
    PredictorOptions wanted = options.options();
    show("PredictorOptions.backend", wanted.backend());
    show(
        "system property " + Backends.SYSTEM_PROPERTY,
        Optional.ofNullable(System.getProperty(Backends.SYSTEM_PROPERTY)));
    show(
        "environment variable " + Backends.ENVIRONMENT_VARIABLE,
        Optional.ofNullable(System.getenv(Backends.ENVIRONMENT_VARIABLE)));
    show(
        "resource " + Backends.CONFIGURATION,
        Optional.ofNullable(ClassLoader.getSystemResource(Backends.CONFIGURATION))
            .map(URL::toString));
    try (Model loaded = Model.load(model.source(), wanted)) {
      show("taken", loaded.options().backend());
      console.out().println(loaded.options());
    }
    return 0;
  }

  private void show(String place, Optional<String> name) {
    console.out().printf("%-34s %s%n", place, name.orElse("-"));
  }
}
