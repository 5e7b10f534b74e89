package dev.weft.benchmarks;

import dev.weft.benchmarks.process.FirstAnswer;
import dev.weft.benchmarks.process.FirstAnswer.Durations;
import dev.weft.benchmarks.process.RuntimePath;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How long does it take until the first answer, beside ONNX Runtime? Fresh processes of both
 * runtimes alternate; the figures are medians. A first process of each is not counted: it fills the
 * page cache, and the caches into which native libraries are unpacked. Opening a model for the
 * first time in a process loads the runtime's library; the last row opens it once more. Once with
 * the jars of the runtimes on the module path, where a package is looked up in one jar, and once on
 * the class path, where jars are searched one after the other.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.StartUp \
 *     -Dbenchmark.args="resnet-50 onednn"
 * }</pre>
 */
public final class StartUp {
  private static final int PROCESSES = 11;

  private StartUp() {}

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent; the backend, onednn if
   *     absent; how many processes of each runtime, 11 if absent
   * @throws IOException if the model cannot be written, or a process fails
   */
  public static void main(String[] arguments) throws IOException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-50");
    RuntimeChoice weft = RuntimeChoice.weft(given.text(1, "onednn"));
    int processes = given.integer(2, PROCESSES);
    try (ModelFiles model = ModelFiles.write(network)) {
      for (RuntimePath path : RuntimePath.values()) {
        System.out.printf(
            "%s, %s, %d processes each, medians: %s, %s%n",
            network, path, processes, weft.label(), RuntimeChoice.ONNX_RUNTIME.label());
        compare(weft, path, model, processes);
      }
    }
  }

  private static void compare(RuntimeChoice weft, RuntimePath path, ModelFiles model, int processes)
      throws IOException {
    List<Durations> ours = new ArrayList<>();
    List<Durations> theirs = new ArrayList<>();
    for (int i = -1; i < processes; i++) {
      Durations our = FirstAnswer.measure(weft, path, model);
      Durations their = FirstAnswer.measure(RuntimeChoice.ONNX_RUNTIME, path, model);
      if (i >= 0) {
        ours.add(our);
        theirs.add(their);
      }
    }
    print("start of the JVM to first answer", Durations::fromStartNanos, ours, theirs);
    print("open to first answer", Durations::fromOpenNanos, ours, theirs);
    print("the first call alone", Durations::firstCallNanos, ours, theirs);
    print("open a second time to answer", Durations::fromReopenNanos, ours, theirs);
  }

  private static void print(
      String what,
      ToDoubleFunction<Durations> figure,
      List<Durations> ours,
      List<Durations> their) {
    double our = Median.of(ours, figure) / 1e6;
    double other = Median.of(their, figure) / 1e6;
    System.out.printf(
        Locale.ROOT, "%-34s %8.1f ms %8.1f ms, ratio %.3f%n", what, our, other, our / other);
  }
}
