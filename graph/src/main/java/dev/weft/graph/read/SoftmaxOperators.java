package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Softmax;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;
import java.util.Optional;

/** Softmax and its relatives. */
final class SoftmaxOperators {
  private SoftmaxOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("softmax", "_npx_softmax"),
        new Entry(
            attributes ->
                attributes.flag("use_length", false) ? List.of("data", "length") : List.of("data"),
            0,
            attributes -> softmax(attributes, false, false, attributes.flag("use_length", false))));
    table.add(
        List.of("log_softmax", "_npx_log_softmax"),
        List.of("data"),
        attributes -> softmax(attributes, true, false, false));
    table.add(
        List.of("softmin"), List.of("data"), attributes -> softmax(attributes, false, true, false));
  }

  private static Op softmax(
      Attributes attributes, boolean log, boolean negated, boolean hasLengths) {
    Optional<DataType> dataType =
        attributes.text("dtype").map(name -> attributes.dataType("dtype", DataType.FLOAT32));
    return new Softmax(
        attributes.smallInteger("axis", -1),
        false,
        log,
        negated,
        attributes.real("temperature", 1),
        hasLengths,
        dataType);
  }
}
