package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values that are used again behind an operator that could overwrite them: an operator whose result
 * may lie in the memory of its operands, or its operands in that of the result, then one that may
 * work in place, then another use of an operand.
 */
final class ReusedValueCases {
  private static final List<String> OVERWRITING =
      List.of("_mul_scalar", "Activation", "elemwise_add", "exp");

  private ReusedValueCases() {}

  static Stream<OperatorCase> all() {
    return sharing()
        .flatMap(
            one ->
                OVERWRITING.stream()
                    .flatMap(
                        operator ->
                            Stream.of(
                                reusing(one, operator, false), reusing(one, operator, true))));
  }

  private static OperatorCase of(String operator) {
    return of(operator, 2);
  }

  private static OperatorCase of(String operator, int batch) {
    return OperatorCase.of(operator).input("data", Fill.normal(), batch, 6, 5, 4);
  }

  private static Stream<OperatorCase> sharing() {
    return Stream.of(
        of("Concat").with("num_args", 2),
        of("Concat", 1).with("num_args", 2),
        of("Concat").with("num_args", 2).with("dim", 0),
        of("Concat").with("num_args", 2).with("dim", 2),
        of("Reshape").with("shape", "(0, -1)"),
        of("Flatten"),
        of("expand_dims").with("axis", 1),
        of("SliceChannel").with("num_outputs", 2).outputs(2),
        of("SliceChannel", 1).with("num_outputs", 2).outputs(2),
        of("slice_axis", 1).with("axis", 1).with("begin", 1).with("end", 4),
        of("slice_axis").with("axis", 0).with("begin", 0).with("end", 1),
        of("slice_axis").with("axis", 1).with("begin", 1).with("end", 4),
        of("BlockGrad"),
        of("Dropout"),
        of("elemwise_sub"));
  }

  private static OperatorCase reusing(OperatorCase one, String overwriting, boolean output) {
    String text = overwriting + (output ? " before an output" : " before another use");
    return one.with("__weft_case__", text)
        .wired((graph, operator, inputs) -> heads(graph, operator, inputs, overwriting, output));
  }

  private static List<Output> heads(
      SymbolWriter graph,
      OperatorCase operator,
      List<Output> inputs,
      String overwriting,
      boolean output) {
    Output data = inputs.get(0);
    Output first = graph.node("sigmoid", "first", Map.of(), List.of(data));
    Output second = graph.node("tanh", "second", Map.of(), List.of(data));
    boolean two = operator.operator().equals("Concat") || operator.operator().startsWith("elem");
    List<Output> shared = operator.node(graph, two ? List.of(first, second) : List.of(first));
    List<Output> heads = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      heads.add(overwritten(graph, "overwriting" + i, overwriting, shared.get(i)));
    }
    heads.add(output ? first : graph.node("elemwise_add", "later", Map.of(), List.of(first, data)));
    return heads;
  }

  private static Output overwritten(
      SymbolWriter graph, String name, String operator, Output value) {
    return switch (operator) {
      case "_mul_scalar" -> graph.node(operator, name, Map.of("scalar", "0.5"), List.of(value));
      case "Activation" -> graph.node(operator, name, Map.of("act_type", "tanh"), List.of(value));
      case "elemwise_add" -> graph.node(operator, name, Map.of(), List.of(value, value));
      default -> graph.node(operator, name, Map.of(), List.of(value));
    };
  }
}
