package dev.weft.samples;

import dev.weft.BackendDescription;
import dev.weft.Backends;
import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Tells which backends were found, whether each can be used, and if not, what to do; exit code 1 if
 * none can.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Tells which backends were found, and what keeps the others from working.")
public final class Doctor implements Callable<Integer> {
  @Mixin private final Console console = new Console();

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new Doctor(), arguments);
  }

  /** Makes the program for picocli. */
  public Doctor() {}

  @Override
  public Integer call() {
    List<BackendDescription> backends = Backends.describe();
    backends.forEach(console.out()::println);
    if (backends.stream().anyMatch(backend -> backend.availability().available())) {
      return 0;
    }
    throw new IllegalStateException(
        backends.isEmpty()
            ? "no backend was found: add one, such as dev.weft:weft-backend-onednn, to the"
                + " module or class path"
            : "no backend can be used, for the reasons above");
  }
}
