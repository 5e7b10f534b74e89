package dev.weft.backend.cudnn.gpu;

import dev.weft.BackendDescription;
import dev.weft.Backends;
import dev.weft.backend.cudnn.BatchNormIT;
import dev.weft.backend.cudnn.BuffersIT;
import dev.weft.backend.cudnn.CudnnRecurrentIT;
import dev.weft.backend.cudnn.DetectionOperatorsIT;
import dev.weft.backend.cudnn.ElementwiseOperatorsIT;
import dev.weft.backend.cudnn.EmptyInputsIT;
import dev.weft.backend.cudnn.ErrorsIT;
import dev.weft.backend.cudnn.FillOperatorsIT;
import dev.weft.backend.cudnn.FormatsIT;
import dev.weft.backend.cudnn.LifetimeIT;
import dev.weft.backend.cudnn.LocalResponseIT;
import dev.weft.backend.cudnn.LongRowsIT;
import dev.weft.backend.cudnn.MathOperatorsIT;
import dev.weft.backend.cudnn.OperatorsIT;
import dev.weft.backend.cudnn.PrecisionIT;
import dev.weft.backend.cudnn.RecurrentOperatorsIT;
import dev.weft.backend.cudnn.RegionsOfNoMapIT;
import dev.weft.backend.cudnn.ReshapeOperatorsIT;
import dev.weft.backend.cudnn.ResizeOperatorsIT;
import dev.weft.backend.cudnn.SamplingOperatorsIT;
import dev.weft.backend.cudnn.SelectionOperatorsIT;
import dev.weft.backend.cudnn.SequenceOperatorsIT;
import dev.weft.backend.cudnn.SignatureIT;
import dev.weft.backend.cudnn.StepsIT;
import dev.weft.backend.cudnn.ThreadsIT;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Checks the backend {@code cudnn} on this machine's GPU against {@code onednn} on its CPU, a line
 * of PASS or FAIL for each check, and measures. The script {@code gpu-check} runs it. Exit status 0
 * if all passed, 1 if not, 2 for wrong options, 3 where there is no GPU.
 */
@Command(
    name = "gpu-check",
    mixinStandardHelpOptions = true,
    description = "Checks the backend cudnn on this machine's GPU, and measures.")
public final class GpuCheck implements Callable<Integer> {
  private static final int NOTHING_TO_CHECK = 3;

  private static final List<Class<?>> SUITES =
      List.of(
          OperatorsIT.class,
          DetectionOperatorsIT.class,
          ElementwiseOperatorsIT.class,
          EmptyInputsIT.class,
          FillOperatorsIT.class,
          MathOperatorsIT.class,
          RecurrentOperatorsIT.class,
          ReshapeOperatorsIT.class,
          ResizeOperatorsIT.class,
          SamplingOperatorsIT.class,
          SelectionOperatorsIT.class,
          SequenceOperatorsIT.class,
          FormatsIT.class,
          SignatureIT.class,
          BuffersIT.class,
          ErrorsIT.class,
          LifetimeIT.class,
          StepsIT.class,
          ThreadsIT.class,
          CudnnRecurrentIT.class,
          LocalResponseIT.class,
          BatchNormIT.class,
          LongRowsIT.class,
          PrecisionIT.class,
          RegionsOfNoMapIT.class);

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
  public Integer call() throws Exception {
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
    new NetworkChecks(verdicts, networks).run();
    if (!skipsConformance) {
      ConformanceChecks.run(verdicts, SUITES);
    }
    if (!skipsMeasurements) {
      new PeakRates(verdicts, matrix).run();
      new Measurements(verdicts, measured, batches, callers, seconds).run();
    }
    verdicts.print("%s", verdicts);
    return verdicts.allPassed() ? 0 : 1;
  }
}
