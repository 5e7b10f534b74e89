package dev.weft.backend.cudnn.gpu;

import dev.weft.BackendDescription;
import dev.weft.Backends;
import dev.weft.backend.cudnn.BatchNormIT;
import dev.weft.backend.cudnn.BuffersIT;
import dev.weft.backend.cudnn.CudnnRecurrentIT;
import dev.weft.backend.cudnn.DetectionOperatorsIT;
import dev.weft.backend.cudnn.ElementwiseChainsIT;
import dev.weft.backend.cudnn.ElementwiseOperatorsIT;
import dev.weft.backend.cudnn.EmptyInputsIT;
import dev.weft.backend.cudnn.ErrorsIT;
import dev.weft.backend.cudnn.FillOperatorsIT;
import dev.weft.backend.cudnn.FormatsIT;
import dev.weft.backend.cudnn.LargeShapesIT;
import dev.weft.backend.cudnn.LifetimeIT;
import dev.weft.backend.cudnn.LocalResponseIT;
import dev.weft.backend.cudnn.LongRowsIT;
import dev.weft.backend.cudnn.MathOperatorsIT;
import dev.weft.backend.cudnn.OperatorsIT;
import dev.weft.backend.cudnn.PrecisionIT;
import dev.weft.backend.cudnn.RecurrentOperatorsIT;
import dev.weft.backend.cudnn.RegionsOfNoMapIT;
import dev.weft.backend.cudnn.ReportIT;
import dev.weft.backend.cudnn.ReshapeOperatorsIT;
import dev.weft.backend.cudnn.ResizeOperatorsIT;
import dev.weft.backend.cudnn.SamplingOperatorsIT;
import dev.weft.backend.cudnn.SavedGraphsIT;
import dev.weft.backend.cudnn.SelectionOperatorsIT;
import dev.weft.backend.cudnn.SequenceOperatorsIT;
import dev.weft.backend.cudnn.SignatureIT;
import dev.weft.backend.cudnn.StepsIT;
import dev.weft.backend.cudnn.ThreadsIT;
import dev.weft.backend.cudnn.TrainedModelsIT;
import dev.weft.backend.cudnn.WholeNumbersIT;
import dev.weft.testkit.zoo.NetworkZoo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Checks the backend {@code cudnn} on this machine's GPU against {@code onednn} on its CPU, a line
 * of PASS, FAIL or SKIP for each check, and measures. The script {@code gpu-check} runs it. Exit
 * status 0 if all that were run passed, 1 if not, 2 for wrong options, 3 where there is no GPU.
 */
@Command(
    name = "gpu-check",
    mixinStandardHelpOptions = true,
    description = "Checks the backend cudnn on this machine's GPU, and measures.")
public final class GpuCheck implements Callable<Integer> {
  private static final int NOTHING_TO_CHECK = 3;

  /** Of the time, what checks may take where measurements follow. */
  private static final double CHECKS_SHARE = 2.0 / 3;

  /**
   * All tests of this backend that a real device can run: answers first, then what the networks'
   * checks have seen a part of.
   */
  static final List<Class<?>> SUITES =
      List.of(
          FormatsIT.class,
          PrecisionIT.class,
          OperatorsIT.class,
          LongRowsIT.class,
          LargeShapesIT.class,
          BatchNormIT.class,
          LocalResponseIT.class,
          CudnnRecurrentIT.class,
          RecurrentOperatorsIT.class,
          ElementwiseChainsIT.class,
          ElementwiseOperatorsIT.class,
          ReshapeOperatorsIT.class,
          SelectionOperatorsIT.class,
          ResizeOperatorsIT.class,
          SamplingOperatorsIT.class,
          SequenceOperatorsIT.class,
          FillOperatorsIT.class,
          DetectionOperatorsIT.class,
          RegionsOfNoMapIT.class,
          WholeNumbersIT.class,
          MathOperatorsIT.class,
          ReportIT.class,
          StepsIT.class,
          SignatureIT.class,
          BuffersIT.class,
          ErrorsIT.class,
          ThreadsIT.class,
          LifetimeIT.class,
          EmptyInputsIT.class,
          TrainedModelsIT.class,
          SavedGraphsIT.class);

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "lenet,resnet-18,resnet-50",
      description = "networks that are checked (default: ${DEFAULT-VALUE})")
  private List<String> networks = List.of();

  @Option(
      names = "--measured",
      split = ",",
      defaultValue = "resnet-50,resnet-152",
      description = "networks that are measured (default: ${DEFAULT-VALUE})")
  private List<String> measured = List.of();

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,8,64",
      description = "images of a call that are measured (default: ${DEFAULT-VALUE})")
  private List<Integer> batches = List.of();

  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "1,2,4,8,16",
      description = "numbers of threads that are measured (default: ${DEFAULT-VALUE})")
  private List<Integer> callers = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "seconds of each measurement (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--matrix",
      defaultValue = "8192",
      description = "rows of the matrices of the peak rate (default: ${DEFAULT-VALUE})")
  private int matrix;

  @Option(
      names = "--time-limit",
      defaultValue = "Infinity",
      description = {
        "seconds after which nothing new begins: checks after two thirds of them, measurements",
        "after all; what is left out is printed as SKIP, and does not change the exit status",
        "(default: ${DEFAULT-VALUE})"
      })
  private double timeLimitSeconds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--no-conformance", description = "leaves the conformance suite out")
  private boolean skipsConformance;

  @Option(names = "--no-measurements", description = "leaves the measurements out")
  private boolean skipsMeasurements;

  /** For picocli. */
  public GpuCheck() {}

  /**
   * Runs the program.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new GpuCheck()).execute(arguments);
  }

  @Override
  public Integer call() {
    requireNetworks("--networks", networks);
    requireNetworks("--measured", measured);
    TimeLimit limit = TimeLimit.ofSeconds(timeLimitSeconds);
    TimeLimit checks = skipsMeasurements ? limit : limit.part(CHECKS_SHARE);
    Verdicts verdicts = new Verdicts(System.out);
    List<BackendDescription> backends = Backends.describe();
    backends.forEach(found -> verdicts.print("%s", found));
    boolean available =
        backends.stream()
            .anyMatch(found -> found.name().equals("cudnn") && found.availability().available());
    if (!available) {
      verdicts.print("FAIL the backend cudnn is available");
      return NOTHING_TO_CHECK;
    }
    new NetworkChecks(verdicts, networks, checks).run();
    if (!skipsConformance) {
      ConformanceChecks.run(verdicts, SUITES, checks);
    }
    if (!skipsMeasurements) {
      PeakRates peak = new PeakRates(verdicts, matrix);
      verdicts.measure("peak rates", limit, peak::run);
      new Measurements(verdicts, peak, measured, batches, callers, seconds, limit).run();
    }
    verdicts.print("%s", verdicts);
    return verdicts.allPassed() ? 0 : 1;
  }

  private void requireNetworks(String option, List<String> names) {
    for (String name : names) {
      if (!NetworkZoo.names().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            option + " names '" + name + "', expected some of " + NetworkZoo.names());
      }
    }
  }
}
