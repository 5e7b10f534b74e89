package dev.weft.samples;

import dev.weft.samples.cli.Console;
import dev.weft.samples.cli.Programs;
import dev.weft.samples.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts any of the programs, by name. */
@Command(
    name = "weft",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    versionProvider = Version.class,
    description = "Runs neural networks by many threads with one set of parameters.",
    subcommands = {
      MultiThreadedInference.class,
      RunModel.class,
      InspectModel.class,
      Doctor.class,
      JpmsApplication.class,
      ChooseBackend.class,
      TwoPredictors.class,
      AsyncCalls.class
    })
public final class Weft implements Callable<Integer> {
  @Mixin private final Console console = new Console();

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Programs.run(new Weft(), arguments);
  }

  /** Makes the program for picocli. */
  public Weft() {}

  @Override
  public Integer call() {
    throw console.misuse("no program named");
  }
}
