package dev.weft.graph.read;

import dev.weft.graph.op.Concat;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.Split;
import dev.weft.graph.op.SplitAt;
import dev.weft.graph.op.Transpose;
import java.util.List;

/** Operators that change shapes and leave elements as they are. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void addTo(OperatorTable table) {
    List<String> data = List.of("data");
    table.add(
        List.of("Flatten", "flatten"),
        data,
        attributes -> new Reshape("Flatten", new FlattenRule()));
    table.addVariadic(
        List.of("Concat", "concat"), attributes -> new Concat(attributes.smallInteger("dim", 1)));
    table.add(
        List.of("SliceChannel", "split"),
        data,
        attributes ->
            new Split(
                attributes.smallInteger("num_outputs", 0),
                attributes.smallInteger("axis", 1),
                attributes.flag("squeeze_axis", false)));
    table.add(List.of("_split_v2"), data, ShapeOperators::splitAt);
    table.add(List.of("transpose"), data, attributes -> new Transpose(attributes.axes("axes")));
  }

  private static Op splitAt(Attributes attributes) {
    int axis = attributes.smallInteger("axis", 1);
    boolean squeezes = attributes.flag("squeeze_axis", false);
    int sections = attributes.smallInteger("sections", 0);
    return sections > 0
        ? SplitAt.sections(sections, axis, squeezes)
        : SplitAt.places(attributes.integers("indices").orElse(List.of()), axis, squeezes);
  }
}
