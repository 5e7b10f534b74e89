package dev.weft.graph.read;

import dev.weft.graph.op.Identity;
import dev.weft.graph.op.LossOutput;
import dev.weft.graph.op.LossOutput.LabelShape;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Softmax;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.List;
import java.util.function.Function;

/** Softmax, and losses, of which inference leaves the prediction. */
final class LossOperators {
  private LossOperators() {}

  static void addTo(OperatorTable table) {
    loss(table, List.of("SoftmaxOutput", "Softmax"), LossOperators::softmaxOutput);
    loss(
        table,
        List.of("LinearRegressionOutput", "MAERegressionOutput"),
        attributes -> output(attributes, new Identity(attributes.operator()), LabelShape.ELEMENTS));
    loss(
        table,
        List.of("LogisticRegressionOutput"),
        attributes -> output(attributes, new Unary(UnaryFunction.SIGMOID), LabelShape.ELEMENTS));
    loss(
        table,
        List.of("SVMOutput"),
        attributes ->
            output(attributes, new Identity(attributes.operator()), LabelShape.ROWS_ALONE));
    table.add(
        List.of("SoftmaxActivation"),
        List.of("data"),
        attributes ->
            attributes.text("mode").orElse("instance").equals("channel")
                ? Softmax.along(1)
                : Softmax.along(-1));
  }

  private static void loss(
      OperatorTable table, List<String> names, Function<Attributes, Op> factory) {
    table.add(names, List.of("data", "label"), factory);
  }

  private static Op softmaxOutput(Attributes attributes) {
    boolean channels = attributes.flag("multi_output", false);
    boolean last = attributes.flag("preserve_shape", false);
    Softmax softmax =
        channels
            ? Softmax.along(1)
            : last ? Softmax.along(-1) : new Softmax(1, true, false, false, 1);
    return output(attributes, softmax, channels ? LabelShape.PLACES : LabelShape.ROWS);
  }

  private static Op output(Attributes attributes, Op prediction, LabelShape label) {
    return new LossOutput(attributes.operator(), prediction, attributes.inputCount(), label);
  }
}
