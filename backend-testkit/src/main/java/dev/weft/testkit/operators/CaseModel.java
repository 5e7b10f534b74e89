package dev.weft.testkit.operators;

import dev.weft.ModelSource;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.CaseInput.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files of a case's model, in memory. */
final class CaseModel {

  private CaseModel() {}

  /** The model, with parameters drawn with a seed; what calls give is declared with its type. */
  static ModelSource of(OperatorCase operator, long seed) {
    SymbolWriter graph = new SymbolWriter();
    List<Output> variables = new ArrayList<>();
    List<NamedArray> arrays = new ArrayList<>();
    for (CaseInput input : operator.arguments()) {
      boolean auxiliary = input.role() == Role.AUXILIARY;
      variables.add(auxiliary ? graph.auxiliary(input.name()) : graph.variable(input.name()));
      if (auxiliary || input.role() == Role.PARAMETER) {
        arrays.add(input.array(seed));
      }
    }
    String json = graph.toJson(operator.wiring().heads(graph, operator, variables));
    ModelSource source =
        ModelSource.mxnet(
            json.getBytes(StandardCharsets.UTF_8), ParamsWriter.defaults().toBytes(arrays));
    for (CaseInput input : operator.arguments()) {
      if (input.role() == Role.CALL) {
        source = source.declaringInput(input.name(), input.type());
      }
    }
    return source;
  }
}
