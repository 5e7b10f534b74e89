package dev.weft.graph.read;

import dev.weft.graph.op.Clip;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Quadratic;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;
import java.util.Map;

/** Functions of single elements that have parameters. */
final class ActivationOperators {
  private static final Map<String, LeakyRelu.Kind> LEAKY =
      Map.of(
          "leaky", LeakyRelu.Kind.LEAKY,
          "elu", LeakyRelu.Kind.ELU,
          "selu", LeakyRelu.Kind.SELU,
          "gelu", LeakyRelu.Kind.GELU,
          "prelu", LeakyRelu.Kind.PRELU,
          "rrelu", LeakyRelu.Kind.LEAKY);

  private ActivationOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    table.add(
        List.of("LeakyReLU"),
        new Entry(
            attributes ->
                attributes.text("act_type").orElse("leaky").equals("prelu")
                    ? List.of("data", "gamma")
                    : data,
            0,
            ActivationOperators::leaky));
    table.add(
        List.of("hard_sigmoid"),
        data,
        attributes -> new HardSigmoid(attributes.real("alpha", 0.2), attributes.real("beta", 0.5)));
    table.add(
        List.of("_contrib_quadratic"),
        data,
        attributes ->
            new Quadratic(
                attributes.real("a", 0), attributes.real("b", 0), attributes.real("c", 0)));
    table.add(
        List.of("clip"),
        data,
        attributes -> new Clip(attributes.real("a_min", 0), attributes.real("a_max", 0)));
  }

  private static Op leaky(Attributes attributes) {
    String kind = attributes.text("act_type").orElse("leaky");
    double slope =
        kind.equals("rrelu")
            ? (attributes.real("lower_bound", 0.125) + attributes.real("upper_bound", 0.334)) / 2
            : attributes.real("slope", 0.25);
    return new LeakyRelu(attributes.choice("act_type", "leaky", LEAKY), slope);
  }
}
