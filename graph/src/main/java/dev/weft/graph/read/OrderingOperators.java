package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.IndexOfExtreme;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.TopK;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that compare elements of a row. */
final class OrderingOperators {
  private static final Map<String, TopK.Result> RESULTS =
      Map.of(
          "value", TopK.Result.VALUES,
          "indices", TopK.Result.INDICES,
          "both", TopK.Result.BOTH,
          "mask", TopK.Result.MASK);

  /** Before MXNet 0.9.5, -1 stood for all elements as one row. */
  private static final int FIRST_WITH_LAST_AXIS = 905;

  private OrderingOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    table.add(
        List.of("topk", "_npx_topk"),
        data,
        attributes ->
            new TopK(
                attributes.integer("k", 1),
                axis(attributes),
                attributes.choice("ret_typ", "indices", RESULTS),
                attributes.flag("is_ascend", false),
                attributes.dataType("dtype", DataType.FLOAT32)));
    table.add(
        List.of("sort", "_npi_sort"), data, attributes -> sorted(attributes, TopK.Result.VALUES));
    table.add(
        List.of("argsort", "_npi_argsort"),
        data,
        attributes -> sorted(attributes, TopK.Result.INDICES));
    table.add(List.of("argmax"), data, attributes -> extreme(attributes, true));
    table.add(List.of("argmin"), data, attributes -> extreme(attributes, false));
    table.add(
        List.of("argmax_channel"),
        data,
        attributes -> new IndexOfExtreme(true, Optional.of(1), false));
  }

  private static Op extreme(Attributes attributes, boolean greatest) {
    Optional<Integer> axis = attributes.optionalSmallInteger("axis");
    if (attributes.isOlderThan(FIRST_WITH_LAST_AXIS)) {
      axis = axis.filter(given -> given != -1);
    }
    return new IndexOfExtreme(greatest, axis, attributes.flag("keepdims", false));
  }

  private static Op sorted(Attributes attributes, TopK.Result result) {
    return new TopK(
        0,
        axis(attributes),
        result,
        attributes.flag("is_ascend", true),
        attributes.dataType("dtype", DataType.FLOAT32));
  }

  /** An axis that is None stands for all elements; one that is not there for the last. */
  private static Optional<Integer> axis(Attributes attributes) {
    return attributes.isNone("axis")
        ? Optional.empty()
        : Optional.of(attributes.smallInteger("axis", -1));
  }
}
