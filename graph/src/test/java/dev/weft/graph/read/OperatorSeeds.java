package dev.weft.graph.read;

import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.CaseInput;
import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.operators.OperatorCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Symbols of single operators, whose variables are saved with shapes that fit. */
final class OperatorSeeds {
  private OperatorSeeds() {}

  static Stream<OperatorCase> ofEachOperator(int most) {
    Map<String, Integer> seen = new HashMap<>();
    return OperatorCatalogue.cases()
        .filter(one -> seen.merge(one.operator(), 1, Integer::sum) <= most);
  }

  static byte[] symbol(OperatorCase operator) {
    return symbol(
        operator, operator.arguments().stream().map(input -> text(input.shape())).toList());
  }

  /** Returns a case's symbol with variables saved with any shapes. */
  static byte[] symbol(OperatorCase operator, List<String> shapes) {
    SymbolWriter graph = new SymbolWriter();
    List<Output> variables = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      CaseInput input = operator.arguments().get(i);
      variables.add(graph.variable(input.name(), Map.of(SavedShapes.ATTRIBUTE, shapes.get(i))));
    }
    String json = graph.toJson(operator.wiring().heads(graph, operator, variables));
    return json.replaceAll("\\s*\n\\s*", "").getBytes(StandardCharsets.UTF_8);
  }

  static String text(List<Integer> shape) {
    return shape.toString().replace('[', '(').replace(']', ')');
  }
}
