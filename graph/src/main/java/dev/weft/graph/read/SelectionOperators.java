package dev.weft.graph.read;

import dev.weft.graph.op.BroadcastAxis;
import dev.weft.graph.op.BroadcastLike;
import dev.weft.graph.op.BroadcastTo;
import dev.weft.graph.op.Crop;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Pad;
import dev.weft.graph.op.Repeat;
import dev.weft.graph.op.Reverse;
import dev.weft.graph.op.Slice;
import dev.weft.graph.op.SliceAxis;
import dev.weft.graph.op.SliceLike;
import dev.weft.graph.op.Tile;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that pick elements along axes: slices, borders and repetitions. */
final class SelectionOperators {
  private static final List<String> DATA = List.of("data");

  private SelectionOperators() {}

  static void addTo(OperatorTable table) {
    slices(table);
    repetitions(table);
    table.add(List.of("Pad", "pad"), DATA, SelectionOperators::pad);
    table.add(List.of("reverse", "flip"), DATA, attributes -> new Reverse(attributes.axes("axis")));
  }

  private static void slices(OperatorTable table) {
    table.add(
        List.of("slice_axis"),
        DATA,
        attributes ->
            new SliceAxis(
                attributes.requiredSmallInteger("axis"),
                attributes.requiredInteger("begin"),
                attributes.optionalInteger("end")));
    table.add(
        List.of("slice", "crop"),
        DATA,
        attributes ->
            new Slice(
                attributes.optionalIntegers("begin").orElse(List.of()),
                attributes.optionalIntegers("end").orElse(List.of()),
                attributes.optionalIntegers("step").orElse(List.of())));
    table.add(
        List.of("slice_like"),
        List.of("data", "shape_like"),
        attributes -> new SliceLike(attributes.axes("axes")));
    table.add(
        List.of("Crop"),
        new Entry(
            attributes ->
                attributes.integer("num_args", attributes.inputCount()) == 1
                    ? DATA
                    : List.of("data", "crop_like"),
            0,
            SelectionOperators::crop));
  }

  private static void repetitions(OperatorTable table) {
    table.add(
        List.of("repeat"),
        DATA,
        attributes ->
            new Repeat(
                attributes.requiredInteger("repeats"), attributes.optionalSmallInteger("axis")));
    table.add(
        List.of("tile"),
        DATA,
        attributes -> new Tile(attributes.integers("reps").orElse(List.of())));
    table.add(
        List.of("broadcast_axis", "broadcast_axes"),
        DATA,
        attributes ->
            new BroadcastAxis(
                attributes.axes("axis"), attributes.integers("size").orElse(List.of())));
    table.add(
        List.of("broadcast_to"),
        DATA,
        attributes -> new BroadcastTo(attributes.integers("shape").orElse(List.of())));
    table.add(List.of("broadcast_like"), List.of("lhs", "rhs"), SelectionOperators::broadcastLike);
  }

  /** Axes of one input alone mean nothing: all of both correspond. */
  private static Op broadcastLike(Attributes attributes) {
    boolean areNamed =
        attributes.text("lhs_axes").isPresent() && attributes.text("rhs_axes").isPresent();
    return areNamed
        ? new BroadcastLike(attributes.axes("lhs_axes"), attributes.axes("rhs_axes"))
        : new BroadcastLike(List.of(), List.of());
  }

  private static Op crop(Attributes attributes) {
    boolean likeSecond = attributes.integer("num_args", attributes.inputCount()) == 2;
    return new Crop(
        likeSecond
            ? List.of()
            : attributes
                .integers("h_w")
                .orElseThrow(
                    () -> new IllegalArgumentException("attribute 'h_w' is missing, expected one")),
        attributes.integers("offset").orElse(List.of(0L, 0L)),
        attributes.flag("center_crop", false));
  }

  private static Op pad(Attributes attributes) {
    List<Long> widths = attributes.integers("pad_width").orElse(List.of());
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      (i % 2 == 0 ? before : after).add(widths.get(i));
    }
    return new Pad(
        attributes.choice(
            "mode",
            attributes.required("mode"),
            Map.of(
                "constant", Pad.Mode.CONSTANT,
                "edge", Pad.Mode.EDGE,
                "reflect", Pad.Mode.REFLECT)),
        before,
        after,
        attributes.real("constant_value", 0));
  }
}
