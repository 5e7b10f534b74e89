package dev.weft.benchmarks;

import dev.weft.benchmarks.process.RuntimeProcess;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How much memory does a process take that has loaded a model and called it, beside ONNX Runtime?
 * Fresh processes of both runtimes alternate, all with the same flags of the JVM; the figures are
 * medians of the resident set after a few calls of one thread, and after as many of two. Linux
 * only.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.ProcessFootprint \
 *     -Dbenchmark.args="resnet-50 onednn"
 * }</pre>
 */
public final class ProcessFootprint {
  private static final int PROCESSES = 5;
  private static final double SECONDS = 0.5;
  private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-Xmx64m");

  private ProcessFootprint() {}

  private record Footprint(ProcessMemory oneCaller, ProcessMemory twoCallers) {
    static Footprint measure(RuntimeChoice runtime, ModelFiles model, List<String> flags)
        throws IOException {
      try (RuntimeProcess process = RuntimeProcess.start(runtime, model, flags)) {
        double unusedRate = process.callsPerSecond(1, SECONDS);
        ProcessMemory one = ProcessMemory.of(process.pid());
        double unusedRateOfTwo = process.callsPerSecond(2, SECONDS);
        return new Footprint(one, ProcessMemory.of(process.pid()));
      }
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent; the backend, onednn if
   *     absent; how many processes of each runtime, 5 if absent
   * @throws IOException if the model cannot be written, or a process fails
   */
  public static void main(String[] arguments) throws IOException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-50");
    RuntimeChoice weft = RuntimeChoice.weft(given.text(1, "onednn"));
    int processes = given.integer(2, PROCESSES);
    try (ModelFiles model = ModelFiles.write(network)) {
      System.out.printf(
          "%s, %d processes each, medians: %s, %s%n",
          network, processes, weft.label(), RuntimeChoice.ONNX_RUNTIME.label());
      for (List<String> flags : List.of(List.<String>of(), SMALL_HEAP)) {
        List<Footprint> ours = new ArrayList<>();
        List<Footprint> theirs = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
          ours.add(Footprint.measure(weft, model, flags));
          theirs.add(Footprint.measure(RuntimeChoice.ONNX_RUNTIME, model, flags));
        }
        System.out.println("flags of the JVM: " + flags);
        print("resident, one caller", f -> f.oneCaller.resident(), ours, theirs);
        print("  of which anonymous", f -> f.oneCaller.anonymous(), ours, theirs);
        print("  of which files", f -> f.oneCaller.file(), ours, theirs);
        print("resident, two callers", f -> f.twoCallers.resident(), ours, theirs);
        print("resident at most", f -> f.twoCallers.peak(), ours, theirs);
      }
    }
  }

  private static void print(
      String what,
      ToDoubleFunction<Footprint> figure,
      List<Footprint> ours,
      List<Footprint> their) {
    double our = Median.of(ours, figure);
    double other = Median.of(their, figure);
    System.out.printf(
        Locale.ROOT, "%-24s %8.1f MiB %8.1f MiB, ratio %.3f%n", what, our, other, our / other);
  }
}
