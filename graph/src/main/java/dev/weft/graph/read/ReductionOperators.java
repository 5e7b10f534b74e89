package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.AddN;
import dev.weft.graph.op.CumulativeSum;
import dev.weft.graph.op.Histogram;
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
    table.add(
        List.of("cumsum", "_np_cumsum"),
        List.of("a"),
        attributes ->
            new CumulativeSum(attributes.optionalSmallInteger("axis"), type(attributes, "dtype")));
    table.add(List.of("_histogram", "_npi_histogram"), data, ReductionOperators::histogram);
    table.addVariadic(
        List.of("add_n", "ElementWiseSum", "_sum", "elemwise_sum"), attributes -> new AddN());
  }

  private static Op norm(Attributes attributes) {
    return new Reduction(
        attributes.choice(
            "ord", "2", Map.of("1", Reduction.Function.NORM1, "2", Reduction.Function.NORM2)),
        attributes.axes("axis"),
        attributes.flag("keepdims", false),
        false,
        type(attributes, "out_dtype"));
  }

  private static Optional<DataType> type(Attributes attributes, String name) {
    return attributes.text(name).map(given -> attributes.dataType(name, DataType.FLOAT32));
  }

  private static Op histogram(Attributes attributes) {
    String text = attributes.required("range");
    List<Double> range = attributes.reals("range").orElse(List.of());
    if (range.size() != 2) {
      throw attributes.unexpected("range", text, "two bounds");
    }
    return new Histogram(attributes.requiredInteger("bin_cnt"), range.get(0), range.get(1));
  }
}
