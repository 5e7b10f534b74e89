package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Operators of which some operands are parameters, or computed of parameters alone: what a compiler
 * may compute once must not take with it what follows from the call.
 */
final class PartlyConstantCases {
  private static final int[] IMAGE = {1, 6, 5, 4};

  private PartlyConstantCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(sums(), joined(), summands(), products()).flatMap(part -> part);
  }

  private static OperatorCase constant(OperatorCase before, String name) {
    return before.parameter(name, Fill.normal(), IMAGE);
  }

  private static OperatorCase given(OperatorCase before) {
    return before.input("data", Fill.normal(), IMAGE);
  }

  private static OperatorCase of(String operator, int operands) {
    return OperatorCase.of(operator).with("num_args", operands);
  }

  /** A sum of many is made step by step. */
  private static Stream<OperatorCase> sums() {
    OperatorCase last = given(constant(constant(of("add_n", 3), "first"), "second"));
    return Stream.of(
        last,
        then(last, "Activation", Map.of("act_type", "relu")),
        then(last, "_mul_scalar", Map.of("scalar", "0.5")),
        given(constant(constant(constant(of("add_n", 4), "first"), "second"), "third")),
        constant(given(constant(of("add_n", 3), "first")), "second"),
        constant(constant(given(of("add_n", 3)), "first"), "second"));
  }

  private static Stream<OperatorCase> joined() {
    return Stream.of("Concat", "stack")
        .flatMap(
            operator ->
                Stream.of(
                    given(constant(constant(of(operator, 3), "first"), "second")),
                    constant(given(constant(of(operator, 3), "first")), "second"),
                    constant(constant(given(of(operator, 3)), "first"), "second")));
  }

  private static OperatorCase then(OperatorCase one, String next, Map<String, String> attributes) {
    return one.with("__weft_case__", "then " + next)
        .wired(
            (graph, operator, inputs) ->
                List.of(
                    graph.node(
                        next, "then", attributes, List.of(operator.node(graph, inputs).get(0)))));
  }

  /** Convolutions, of the data or of a parameter, to which the other is added. */
  private static Stream<OperatorCase> summands() {
    OperatorCase convolution =
        given(constant(OperatorCase.of("Convolution"), "first"))
            .with("kernel", "(1, 1)")
            .with("num_filter", IMAGE[1])
            .with("no_bias", true)
            .parameter("weight", Fill.normal(0.4), IMAGE[1], IMAGE[1], 1, 1);
    return Stream.of(summed(convolution, 0, 1), summed(convolution, 1, 0));
  }

  private static OperatorCase summed(OperatorCase convolution, int data, int summand) {
    return convolution
        .with("__weft_case__", "of operand " + data)
        .wired(
            (graph, operator, inputs) -> {
              Output product =
                  operator.node(graph, List.of(inputs.get(data), inputs.get(2))).get(0);
              Output other = graph.node("sigmoid", "other", Map.of(), List.of(inputs.get(summand)));
              Output sum = graph.node("elemwise_add", "sum", Map.of(), List.of(other, product));
              return List.of(graph.node("relu", "positive", Map.of(), List.of(sum)));
            });
  }

  private static Stream<OperatorCase> products() {
    OperatorCase product =
        OperatorCase.of("dot")
            .parameter("first", Fill.normal(), 3, 5)
            .parameter("second", Fill.normal(), 5, 4)
            .input("data", Fill.normal(), 4, 4);
    return Stream.of(
        product.wired(
            (graph, operator, inputs) -> {
              Output constant = operator.node(graph, inputs.subList(0, 2)).get(0);
              return List.of(graph.node("dot", "then", Map.of(), List.of(constant, inputs.get(2))));
            }),
        OperatorCase.of("where")
            .parameter("condition", Fill.below(2), 3, 4)
            .parameter("x", Fill.normal(), 3, 4)
            .input("y", Fill.normal(), 3, 4),
        OperatorCase.of("FullyConnected")
            .with("num_hidden", 3)
            .with("no_bias", true)
            .parameter("data", Fill.normal(), 2, 5)
            .input("weight", Fill.normal(), 3, 5));
  }
}
