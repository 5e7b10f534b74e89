package dev.weft.benchmarks;

import dev.weft.benchmarks.process.RuntimeProcess;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import dev.weft.benchmarks.runtime.Transfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long does one call of a small model take, beside ONNX Runtime? One caller, in two ways: Java
 * arrays in and out ({@code predict}), and direct buffers that are kept ({@code predictInto}, in
 * ONNX Runtime tensors over direct buffers and a pinned output). A process for each runtime; their
 * outputs are compared first, and both are warmed up until they are compiled. Rounds alternate, and
 * the figures are medians of those of the rounds.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.SmallModelLatency \
 *     -Dbenchmark.args="mnist-8 onednn"
 * }</pre>
 */
public final class SmallModelLatency {
  private static final int ROUNDS = 7;
  private static final double SECONDS = 2;
  private static final int WARM_UP_ROUNDS = 3;

  private SmallModelLatency() {}

  private record Row(
      RuntimeProcess process, Transfer transfer, List<RuntimeProcess.Latency> rounds) {
    static Row of(RuntimeProcess process, Transfer transfer) {
      return new Row(process, transfer, new ArrayList<>());
    }

    void measure(double seconds) throws IOException {
      rounds.add(process.latency(transfer, seconds));
    }

    double medianMicros() {
      return Median.of(rounds, RuntimeProcess.Latency::medianNanos) / 1e3;
    }

    double p99Micros() {
      return Median.of(rounds, RuntimeProcess.Latency::p99Nanos) / 1e3;
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, mnist-8 if absent; the backend, onednn if
   *     absent; how many rounds, 7 if absent; seconds of a round, 2 if absent
   * @throws IOException if the model cannot be written, or a process fails
   */
  public static void main(String[] arguments) throws IOException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "mnist-8");
    RuntimeChoice choice = RuntimeChoice.weft(given.text(1, "onednn"));
    int rounds = given.integer(2, ROUNDS);
    double seconds = given.real(3, SECONDS);
    try (ModelFiles model = ModelFiles.write(network);
        RuntimeProcess weft = RuntimeProcess.start(choice, model, List.of());
        RuntimeProcess onnx = RuntimeProcess.start(RuntimeChoice.ONNX_RUNTIME, model, List.of())) {
      double difference = OutputDifference.require(choice.label(), onnx.infer(), weft.infer());
      System.out.printf(
          Locale.ROOT,
          "%s, %d rounds of %s seconds, outputs differ by %.1e of the greatest%n",
          network,
          rounds,
          seconds,
          difference);
      List<Row> rows =
          List.of(
              Row.of(weft, Transfer.COPIED),
              Row.of(onnx, Transfer.COPIED),
              Row.of(weft, Transfer.IN_PLACE),
              Row.of(onnx, Transfer.IN_PLACE));
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (Row row : rows) {
          if (round == 0) {
            row.rounds.clear();
          }
          row.measure(seconds);
        }
      }
      for (Row row : rows) {
        System.out.printf(
            Locale.ROOT,
            "%-18s %-8s: p50 %8.1f us, p99 %8.1f us%n",
            row.process.runtime().label(),
            row.transfer,
            row.medianMicros(),
            row.p99Micros());
      }
      for (int i = 0; i < rows.size(); i += 2) {
        System.out.printf(
            Locale.ROOT,
            "p50, Weft to ONNX Runtime, %s: %.3f%n",
            rows.get(i).transfer,
            rows.get(i).medianMicros() / rows.get(i + 1).medianMicros());
      }
    }
  }
}
