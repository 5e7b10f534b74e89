package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.format.DataTypeCode;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.AmpCast;
import dev.weft.graph.op.AmpMulticast;
import dev.weft.graph.op.Eye;
import dev.weft.graph.op.Fill;
import dev.weft.graph.op.FillLike;
import dev.weft.graph.op.IndexArray;
import dev.weft.graph.op.Linspace;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Range;
import dev.weft.graph.op.RangeLike;
import dev.weft.graph.op.ShapeArray;
import java.util.List;
import java.util.Optional;

/** Operators whose output depends on no element of an input, and conversions. */
final class FillOperators {
  private static final List<String> NONE = List.of();
  private static final List<String> DATA = List.of("data");

  private FillOperators() {}

  static void addTo(OperatorTable table) {
    table.add(List.of("_zeros"), NONE, each -> filled(each, 0));
    table.add(List.of("_zeros_without_dtype"), NONE, FillOperators::zerosOfCodedType);
    table.add(List.of("_ones"), NONE, each -> filled(each, 1));
    table.add(List.of("_full"), NONE, each -> filled(each, each.real("value", 0)));
    table.add(List.of("zeros_like"), DATA, each -> new FillLike(0));
    table.add(List.of("ones_like"), DATA, each -> new FillLike(1));
    table.add(List.of("_arange"), NONE, FillOperators::range);
    table.add(
        List.of("_contrib_arange_like"),
        DATA,
        attributes ->
            new RangeLike(
                attributes.real("start", 0),
                attributes.real("step", 1),
                attributes.integer("repeat", 1),
                attributes.optionalSmallInteger("axis")));
    table.add(List.of("_eye"), NONE, FillOperators::eye);
    table.add(
        List.of("_contrib_index_array"),
        DATA,
        attributes -> new IndexArray(attributes.axes("axes")));
    table.add(List.of("shape_array"), DATA, each -> new ShapeArray(false));
    table.add(List.of("size_array"), DATA, each -> new ShapeArray(true));
    table.add(List.of("_linspace", "_npi_linspace"), NONE, FillOperators::linspace);
    table.addVariadic(
        List.of("amp_multicast"),
        attributes -> {
          int count = attributes.smallInteger("num_outputs", attributes.inputCount());
          if (count != attributes.inputCount()) {
            throw attributes.unexpected(
                "num_outputs",
                Integer.toString(count),
                "the number of inputs, " + attributes.inputCount());
          }
          return new AmpMulticast(count, attributes.flag("cast_narrow", false));
        });
    table.add(
        List.of("amp_cast"),
        DATA,
        attributes -> new AmpCast(attributes.dataType("dtype", DataType.FLOAT32)));
  }

  private static Op linspace(Attributes attributes) {
    attributes.required("start");
    attributes.required("stop");
    double start = attributes.real("start", 0);
    long count = attributes.requiredInteger("num");
    long steps = attributes.flag("endpoint", true) ? count - 1 : count;
    double distance = attributes.real("stop", 0) - start;
    return new Linspace(
        attributes.dataType("dtype", DataType.FLOAT32),
        start,
        steps > 0 ? distance / steps : 0,
        count);
  }

  private static Op eye(Attributes attributes) {
    long rows = attributes.requiredInteger("N");
    long columns = attributes.integer("M", 0);
    return new Eye(
        attributes.dataType("dtype", DataType.FLOAT32),
        rows,
        columns > 0 ? columns : rows,
        attributes.integer("k", 0));
  }

  /** Without a stop, what is called start is where the numbers end, unless readers decide that. */
  private static Op range(Attributes attributes) {
    double start = attributes.real("start", 0);
    Optional<Double> stop = attributes.text("stop").map(text -> attributes.real("stop", 0));
    boolean inferred = attributes.flag("infer_range", false);
    boolean single = stop.isEmpty() && !inferred;
    return new Range(
        attributes.dataType("dtype", DataType.FLOAT32),
        single ? 0 : start,
        single ? Optional.of(start) : stop,
        attributes.real("step", 1),
        attributes.integer("repeat", 1));
  }

  /** The type is a number here, and readers decide it where that is -1. */
  private static Op zerosOfCodedType(Attributes attributes) {
    int code = attributes.smallInteger("dtype", -1);
    DataType type =
        code == -1
            ? DataType.FLOAT32
            : DataTypeCode.dataType(code)
                .orElseThrow(
                    () ->
                        attributes.unexpected(
                            "dtype", Integer.toString(code), "the number of a type"));
    return filled(attributes, type, 0);
  }

  private static Op filled(Attributes attributes, double number) {
    return filled(attributes, attributes.dataType("dtype", DataType.FLOAT32), number);
  }

  /** A dimension of 0 is unknown: whoever reads the value decides it. */
  private static Op filled(Attributes attributes, DataType type, double number) {
    long[] dimensions =
        attributes.integers("shape").orElse(List.of()).stream()
            .mapToLong(size -> size == 0 ? Shape.UNKNOWN : size)
            .toArray();
    Shape shape = attributes.text("shape").isEmpty() ? Shape.ofUnknownRank() : Shape.of(dimensions);
    return new Fill(new ValueType(type, shape), number);
  }
}
