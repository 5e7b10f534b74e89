package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Model;
import dev.weft.Shape;
import dev.weft.inspect.ModelReport;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Recurrent layers that the catalogue of operators lacks, and what is made of their weights. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class CudnnRecurrentIT {
  private static final double CLOSE = 1e-4;
  private static final int STEPS = 4;
  private static final int BATCH = 3;
  private static final int WIDTH = 5;
  private static final Fill WEIGHTS = Fill.uniform(-0.4, 0.4);

  /** Where weights come from. */
  private enum Weights {
    STORED,
    JOINED,
    GIVEN,
    COMPUTED
  }

  /** A projection to as many numbers as there are units is one, too. */
  @ParameterizedTest
  @CsvSource({"7,4,1,1", "7,4,3,2", "7,1,2,1", "6,6,1,1", "6,6,2,2"})
  void statesAreProjected(int hidden, int projection, int layers, int directions) {
    agree(lstm(hidden, projection, layers, directions, 3, Weights.STORED));
    agree(lstm(hidden, projection, layers, directions, 1, Weights.STORED));
  }

  @ParameterizedTest
  @EnumSource(Weights.class)
  void weightsComeFromAnywhere(Weights weights) {
    agree(gru(2, 2, weights));
    agree(lstm(7, 4, 2, 2, 3, weights));
    agree(lstm(6, 6, 2, 1, 3, weights));
  }

  /** Weights of the model are placed once for all plans, joined ones among them. */
  @ParameterizedTest
  @EnumSource(
      value = Weights.class,
      names = {"STORED", "JOINED"})
  void plansShareWeights(Weights weights) {
    OperatorCase gru = gru(2, 2, weights);
    try (Model model = Model.load(gru.model(), Subject.options())) {
      long before = model.report(shapes(gru, 2)).memory().parameterBytes();
      ModelReport report = model.report(shapes(gru, 9));
      assertEquals(before, report.memory().parameterBytes());
      assertEquals(0, report.memory().constantBytes());
      assertEquals(1, report.callSteps().size(), () -> report.callSteps().toString());
    }
  }

  /** The same weights in cuDNN's order, and as they are. */
  @Test
  void weightsMayHaveOtherReaders() {
    OperatorCase both =
        gru(1, 1, Weights.STORED)
            .wired(
                (graph, operator, inputs) -> {
                  List<Output> all = new ArrayList<>(operator.node(graph, inputs));
                  all.add(graph.node("square", "squares", Map.of(), List.of(inputs.get(1))));
                  all.add(
                      graph.node(
                          "broadcast_add",
                          "sum",
                          Map.of(),
                          List.of(
                              inputs.get(1),
                              graph.node(
                                  "sum",
                                  "all",
                                  Map.of("keepdims", "False"),
                                  inputs.subList(0, 1)))));
                  return all;
                });
    agree(both);
  }

  private static OperatorCase gru(int layers, int directions, Weights weights) {
    return of("gru", 6, 6, layers, directions, 2, 3 * 6 * directions, 0, weights)
        .input("state", Fill.normal(0.5), layers * directions, BATCH, 6);
  }

  private static OperatorCase lstm(
      int hidden, int projection, int layers, int directions, int outputs, Weights weights) {
    int projected = directions * layers * hidden * projection;
    int rows = 4 * hidden * directions;
    return of("lstm", hidden, projection, layers, directions, outputs, rows, projected, weights)
        .with("projection_size", projection)
        .input("state", Fill.normal(0.5), layers * directions, BATCH, projection)
        .input("state_cell", Fill.normal(0.5), layers * directions, BATCH, hidden);
  }

  private static OperatorCase of(
      String mode,
      int hidden,
      int width,
      int layers,
      int directions,
      int outputs,
      int rows,
      int projected,
      Weights weights) {
    int count = rows * (WIDTH + width + 2) + projected;
    count += (layers - 1) * rows * (width * directions + width + 2);
    OperatorCase made =
        OperatorCase.of("RNN")
            .with("mode", mode)
            .with("num_layers", layers)
            .with("bidirectional", directions == 2)
            .with("state_outputs", outputs > 1)
            .with("state_size", hidden)
            .outputs(outputs)
            .input("data", Fill.normal(), STEPS, BATCH, WIDTH);
    return switch (weights) {
      case STORED -> made.parameter("parameters", WEIGHTS, count);
      case GIVEN -> made.input("parameters", WEIGHTS, count);
      case COMPUTED -> made.input("parameters", WEIGHTS, count).wired(CudnnRecurrentIT::halved);
      case JOINED ->
          made.parameter("first", WEIGHTS, 100)
              .parameter("second", WEIGHTS, count - 100)
              .wired(CudnnRecurrentIT::joined);
    };
  }

  /** Weights of two arrays, which the graph joins, as Gluon exports them. */
  private static List<Output> joined(
      SymbolWriter graph, OperatorCase operator, List<Output> inputs) {
    List<Output> all = new ArrayList<>(inputs);
    Map<String, String> attributes = Map.of("dim", "0", "num_args", "2");
    Output whole =
        graph.node("_rnn_param_concat", "whole", attributes, List.of(all.remove(1), all.remove(1)));
    all.add(1, whole);
    return operator.node(graph, all);
  }

  private static List<Output> halved(
      SymbolWriter graph, OperatorCase operator, List<Output> inputs) {
    List<Output> all = new ArrayList<>(inputs);
    Map<String, String> half = Map.of("scalar", "0.5");
    all.set(1, graph.node("_mul_scalar", "halved", half, List.of(all.get(1))));
    return operator.node(graph, all);
  }

  private static Map<String, Shape> shapes(OperatorCase operator, int steps) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    operator.inputs().forEach((name, input) -> shapes.put(name, input.shape()));
    shapes.put("data", Shape.of(steps, BATCH, WIDTH));
    return shapes;
  }

  private static void agree(OperatorCase operator) {
    Answers.agree(operator, Subject.options(), CLOSE);
  }
}
