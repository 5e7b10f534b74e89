package dev.weft.benchmarks;

import dev.weft.benchmarks.process.RuntimeProcess;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many calls per second does Weft make, beside other Java runtimes on the same weights? One
 * process for each runtime: Weft on a backend with default options and a shared predictor; ONNX
 * Runtime with one thread for each call and a shared session; DJL with its MXNet engine, its
 * defaults and a predictor for each thread. Their outputs are compared first. Rounds of all
 * runtimes and numbers of callers alternate while the other processes wait, so that a change of the
 * machine's load meets all of them, and every other round goes backwards. The figures are medians
 * of the rounds, ratios those of each round.
 *
 * <pre>{@code
 * mvn -q -Dquick -DskipTests -DskipITs install
 * mvn -q -pl benchmarks exec:exec -Dexec.mainClass=dev.weft.benchmarks.PeerThroughput \
 *     -Dbenchmark.args="resnet-50 onednn"
 * }</pre>
 */
public final class PeerThroughput {
  private static final int ROUNDS = 20;
  private static final double SECONDS = 1;
  private static final double WARM_UP_SECONDS = 4;

  /** Lets threads of the last round's process, which may spin for work, fall asleep. */
  private static final long PAUSE_MILLIS = 1000;

  private PeerThroughput() {}

  private record Row(RuntimeProcess process, int callers, List<Double> rates) {
    static Row of(RuntimeProcess process, int callers) {
      return new Row(process, callers, new ArrayList<>());
    }

    double[] values() {
      return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public String toString() {
      return process.runtime().label() + ", " + callers;
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments the network's name in the zoo, resnet-50 if absent; the backend, onednn if
   *     absent; how many rounds, 20 if absent; seconds of each figure in a round, 1 if absent
   * @throws IOException if the model cannot be written, or a process fails
   * @throws InterruptedException if a pause is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ProgramArguments given = ProgramArguments.of(arguments);
    String network = given.text(0, "resnet-50");
    RuntimeChoice choice = RuntimeChoice.weft(given.text(1, "onednn"));
    int rounds = given.integer(2, ROUNDS);
    double seconds = given.real(3, SECONDS);
    try (ModelFiles model = ModelFiles.write(network);
        RuntimeProcess weft = RuntimeProcess.start(choice, model, List.of());
        RuntimeProcess onnx = RuntimeProcess.start(RuntimeChoice.ONNX_RUNTIME, model, List.of());
        RuntimeProcess djl = RuntimeProcess.start(RuntimeChoice.DJL, model, List.of())) {
      List<RuntimeProcess> processes = List.of(weft, onnx, djl);
      System.out.printf("%s, %d rounds of %s seconds%n", network, rounds, seconds);
      compareOutputs(onnx, processes);
      Row weft1 = Row.of(weft, 1);
      Row weft2 = Row.of(weft, 2);
      Row weft64 = Row.of(weft, 64);
      Row onnx1 = Row.of(onnx, 1);
      Row onnx2 = Row.of(onnx, 2);
      Row djl1 = Row.of(djl, 1);
      Row djl2 = Row.of(djl, 2);
      List<Row> rows = List.of(djl1, onnx1, weft1, weft64, weft2, onnx2, djl2);
      measure(processes, rows, rounds, seconds);
      print(weft2, onnx2);
      print(weft2, djl2);
      print(weft2, weft1);
      print(weft64, weft2);
      print(weft1, onnx1);
    }
  }

  private static void compareOutputs(RuntimeProcess reference, List<RuntimeProcess> processes)
      throws IOException {
    float[] expected = reference.infer();
    for (RuntimeProcess process : processes) {
      System.out.printf(
          Locale.ROOT,
          "%-18s differs by %.1e of the greatest output of %s%n",
          process.runtime().label(),
          OutputDifference.require(process.runtime().label(), expected, process.infer()),
          reference.runtime().label());
    }
  }

  private static void measure(
      List<RuntimeProcess> processes, List<Row> rows, int rounds, double seconds)
      throws IOException, InterruptedException {
    for (RuntimeProcess process : processes) {
      double unusedRate = process.callsPerSecond(2, WARM_UP_SECONDS);
    }
    for (int round = 0; round < rounds; round++) {
      List<Row> order = new ArrayList<>(rows);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (Row row : order) {
        Thread.sleep(PAUSE_MILLIS);
        row.rates.add(row.process.callsPerSecond(row.callers, seconds));
      }
    }
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-18s %2d callers: %8.2f calls/s%n",
          row.process.runtime().label(),
          row.callers,
          Median.of(row.values()));
    }
  }

  private static void print(Row one, Row other) {
    System.out.printf(
        "%s callers to %s: %s%n", one, other, Ratios.of(one.values(), other.values()));
  }
}
