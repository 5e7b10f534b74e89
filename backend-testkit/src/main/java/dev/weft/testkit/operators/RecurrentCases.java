package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Fused recurrent layers. */
final class RecurrentCases {
  private static final Map<String, Integer> GATES =
      Map.of("rnn_relu", 1, "rnn_tanh", 1, "gru", 3, "lstm", 4);

  private RecurrentCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(shapes(), zeroStates(), statesOfConstants()).flatMap(part -> part);
  }

  private static Stream<OperatorCase> shapes() {
    List<OperatorCase> cases = new ArrayList<>();
    for (String mode : List.of("rnn_relu", "rnn_tanh", "gru", "lstm")) {
      for (int layers = 1; layers <= 3; layers++) {
        for (boolean both : new boolean[] {false, true}) {
          cases.add(withStates(mode, layers, both, true, 5, 2, 7, 6));
          cases.add(withStates(mode, layers, both, false, 3, 1, 4, 5));
        }
      }
      cases.add(withStates(mode, 1, false, true, 1, 1, 1, 1));
      cases.add(withStates(mode, 1, false, true, 9, 3, 20, 33));
      cases.add(withStates(mode, 2, true, true, 1, 4, 3, 2));
    }
    return cases.stream();
  }

  /** Zero states stand in the middle of the graph, as Gluon writes them. */
  private static Stream<OperatorCase> zeroStates() {
    return Stream.of("rnn_tanh", "gru", "lstm")
        .map(
            mode -> {
              OperatorCase made = of(mode, 1, false, true, 4, 2, 5, 6);
              int states = mode.equals("lstm") ? 2 : 1;
              for (int i = 0; i < states; i++) {
                made = made.leftOut(i == 0 ? "begin_state_0" : "begin_state_1");
              }
              return made;
            });
  }

  /** The batch size of the states' constants is that of the data. */
  private static Stream<OperatorCase> statesOfConstants() {
    return Stream.of("rnn_tanh", "gru", "lstm")
        .map(
            mode ->
                of(mode, 1, false, true, 4, 2, 5, 6)
                    .wired(
                        (graph, operator, inputs) -> {
                          List<Output> all = new ArrayList<>(inputs);
                          for (int i = 0; i < (mode.equals("lstm") ? 2 : 1); i++) {
                            all.add(
                                graph.node(
                                    "_zeros",
                                    "state" + i,
                                    Map.of("shape", "(1, 0, 6)", "dtype", "float32"),
                                    List.of()));
                          }
                          return operator.node(graph, all);
                        }));
  }

  private static OperatorCase withStates(
      String mode,
      int layers,
      boolean both,
      boolean outputs,
      int length,
      int batch,
      int width,
      int units) {
    int directions = both ? 2 : 1;
    OperatorCase made =
        of(mode, layers, both, outputs, length, batch, width, units)
            .input("state", Fill.normal(0.5), layers * directions, batch, units);
    return mode.equals("lstm")
        ? made.input("state_cell", Fill.normal(0.5), layers * directions, batch, units)
        : made;
  }

  private static OperatorCase of(
      String mode,
      int layers,
      boolean both,
      boolean outputs,
      int length,
      int batch,
      int width,
      int units) {
    int directions = both ? 2 : 1;
    int rows = Objects.requireNonNull(GATES.get(mode), mode) * units * directions;
    int parameters = rows * (width + units + 2);
    parameters += (layers - 1) * rows * (units * directions + units + 2);
    return OperatorCase.of("RNN")
        .with("mode", mode)
        .with("num_layers", layers)
        .with("bidirectional", both)
        .with("state_outputs", outputs)
        .with("state_size", units)
        .with("p", "0.0")
        .outputs(outputs ? (mode.equals("lstm") ? 3 : 2) : 1)
        .input("data", Fill.normal(), length, batch, width)
        .parameter("parameters", Fill.uniform(-0.4, 0.4), parameters);
  }
}
