package dev.weft.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A graph as text, for people and for golden files. */
final class GraphText {
  private GraphText() {}

  static String of(Graph graph) {
    StringBuilder text = new StringBuilder();
    for (GraphInput input : graph.inputs()) {
      text.append("input %").append(input.value()).append(' ').append(input.name()).append(": ");
      text.append(input.type()).append(input.optional() ? " optional\n" : "\n");
    }
    graph
        .constants()
        .forEach(
            (value, constant) ->
                text.append("constant %")
                    .append(value)
                    .append(' ')
                    .append(constant.name())
                    .append(": ")
                    .append(constant.type())
                    .append('\n'));
    for (Node node : graph.nodes()) {
      text.append(values(node.outputs())).append(" = ").append(node.op());
      text.append('(').append(values(node.inputs())).append(") '");
      text.append(node.name()).append("'\n");
    }
    for (GraphOutput output : graph.outputs()) {
      text.append("output ").append(output.name()).append(" = %").append(output.value());
      text.append('\n');
    }
    return text.toString();
  }

  private static String values(List<Integer> ids) {
    return ids.stream().map(id -> "%" + id).collect(Collectors.joining(", "));
  }
}
