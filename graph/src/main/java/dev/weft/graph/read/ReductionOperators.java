package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.AddN;
import dev.weft.graph.op.Moments;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Reduction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that make one number of many, and the sum of many values. */
final class ReductionOperators {
  private static final Map<Reduction.Function, List<String>> NAMES =
      Map.of(
          Reduction.Function.SUM, List.of("sum", "sum_axis"),
          Reduction.Function.MEAN, List.of("mean"),
          Reduction.Function.MAX, List.of("max", "max_axis"),
          Reduction.Function.MIN, List.of("min", "min_axis"),
          Reduction.Function.PROD, List.of("prod"),
          Reduction.Function.NANSUM, List.of("nansum"),
          Reduction.Function.NANPROD, List.of("nanprod"));

  private ReductionOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    NAMES.forEach(
        (function, names) ->
            table.add(
                names,
                data,
                attributes ->
                    new Reduction(
                        function,
                        attributes.axes("axis"),
                        attributes.flag("keepdims", false),
                        attributes.flag("exclude", false),
                        Optional.empty())));
    table.add(List.of("norm"), data, ReductionOperators::norm);
    table.add(
        List.of("moments"),
        data,
        attributes -> new Moments(attributes.axes("axes"), attributes.flag("keepdims", false)));
    table.addVariadic(
        List.of("add_n", "ElementWiseSum", "_sum", "elemwise_sum"), attributes -> new AddN());
  }

  private static Op norm(Attributes attributes) {
    Optional<DataType> dataType =
        attributes
            .text("out_dtype")
            .map(name -> attributes.dataType("out_dtype", DataType.FLOAT32));
    return new Reduction(
        attributes.choice(
            "ord", "2", Map.of("1", Reduction.Function.NORM1, "2", Reduction.Function.NORM2)),
        attributes.axes("axis"),
        attributes.flag("keepdims", false),
        false,
        dataType);
  }
}
