package dev.weft.backend.onednn.drawn;

import dev.weft.Shape;
import dev.weft.backend.onednn.drawn.DrawnModel.Kind;
import dev.weft.backend.onednn.drawn.DrawnModel.Value;
import dev.weft.testkit.operators.Fill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Operators that join, take apart, and move elements. */
final class ShapeSteps {
  private final Drawing drawing;

  ShapeSteps(Drawing drawing) {
    this.drawing = drawing;
  }

  private Optional<Value> any() {
    return drawing.find(shape -> true);
  }

  private int axis(Value value) {
    return drawing.between(0, drawing.rank(value) - 1);
  }

  /** The same axis, counted from the end every now and then. */
  private int spelled(int axis, Value value) {
    return drawing.oneIn(4) ? axis - drawing.rank(value) : axis;
  }

  void concat() {
    any().ifPresent(this::concat);
  }

  private void concat(Value first) {
    int axis = drawing.coin() && drawing.rank(first) > 1 ? 1 : axis(first);
    List<Value> parts = new ArrayList<>(List.of(first));
    for (int more = drawing.between(1, 3); more > 0; more--) {
      Optional<Value> part =
          drawing.find(shape -> ImageSteps.sameBut(shape, drawing.shape(first), axis));
      if (drawing.oneIn(8)) {
        Kind kind = drawing.of(Kind.PARAMETER, Kind.INPUT);
        part =
            Optional.of(drawing.variable(kind, Fill.normal(), drawing.shape(first).dimensions()));
      }
      part.ifPresent(parts::add);
    }
    if (drawing.oneIn(6) && parts.stream().map(drawing::shape).distinct().count() == 1) {
      drawing.add("stack", Map.of("num_args", parts.size(), "axis", axis), 1, parts);
    } else {
      drawing.add(
          "Concat", Map.of("num_args", parts.size(), "dim", spelled(axis, first)), 1, parts);
    }
  }

  void split() {
    any().ifPresent(this::split);
  }

  private void split(Value data) {
    int axis = drawing.coin() && drawing.rank(data) > 1 ? 1 : axis(data);
    long size = drawing.size(data, axis);
    int outputs = drawing.between(2, 4);
    if (size % outputs == 0) {
      Map<String, Object> attributes = new HashMap<>();
      attributes.put("num_outputs", outputs);
      attributes.put("axis", spelled(axis, data));
      attributes.put("squeeze_axis", size == outputs && drawing.rank(data) > 1 && drawing.coin());
      drawing.add("SliceChannel", attributes, outputs, List.of(data));
    }
  }

  void slice() {
    any().ifPresent(this::slice);
  }

  private void slice(Value data) {
    int axis = axis(data);
    int size = Math.toIntExact(drawing.size(data, axis));
    int begin = drawing.between(0, size - 1);
    int end = drawing.between(begin + 1, size);
    switch (drawing.between(0, 3)) {
      case 0 ->
          drawing.add(
              "slice_axis",
              Map.of(
                  "axis", spelled(axis, data), "begin", begin, "end", end == size ? "None" : end),
              data);
      case 1 -> {
        List<String> begins = new ArrayList<>(Collections.nCopies(drawing.rank(data), "None"));
        List<String> ends = new ArrayList<>(begins);
        List<String> steps = new ArrayList<>(Collections.nCopies(drawing.rank(data), "1"));
        boolean reverse = drawing.oneIn(4) && begin > 0;
        begins.set(axis, Integer.toString(reverse ? end - 1 : begin));
        ends.set(axis, Integer.toString(reverse ? begin - 1 : end));
        steps.set(axis, reverse ? "-1" : drawing.of("1", "2"));
        drawing.add(
            "slice",
            Map.of("begin", tuple(begins), "end", tuple(ends), "step", tuple(steps)),
            data);
      }
      case 2 ->
          drawing
              .find(shape -> fitsInto(shape, drawing.shape(data)))
              .ifPresent(like -> drawing.add("slice_like", Map.of(), data, like));
      default -> drawing.add("reverse", Map.of("axis", Drawing.tuple(axis)), data);
    }
  }

  private static String tuple(List<String> elements) {
    return "(" + String.join(", ", elements) + (elements.size() == 1 ? ",)" : ")");
  }

  private static boolean fitsInto(Shape small, Shape large) {
    boolean fits = small.rank() == large.rank();
    for (int i = 0; fits && i < small.rank(); i++) {
      fits = small.dimension(i) <= large.dimension(i);
    }
    return fits;
  }

  void reshape() {
    any().ifPresent(this::reshape);
  }

  private void reshape(Value data) {
    int rank = drawing.rank(data);
    int axis = axis(data);
    switch (drawing.between(0, 6)) {
      case 0 -> drawing.add("Flatten", Map.of(), data);
      case 1 -> drawing.add("Reshape", Map.of("shape", shape(data)), data);
      case 2 -> {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
          order.add(i);
        }
        Collections.shuffle(order, new Random(drawing.between(0, 1000)));
        drawing.add(
            "transpose",
            Map.of("axes", order.stream().mapToLong(Integer::longValue).toArray()),
            data);
      }
      case 3 -> drawing.add("expand_dims", Map.of("axis", drawing.between(0, rank)), data);
      case 4 -> {
        if (drawing.size(data, axis) == 1 && rank > 1) {
          drawing.add("squeeze", Map.of("axis", new long[] {axis}), data);
        }
      }
      case 5 -> drawing.add("SwapAxis", Map.of("dim1", axis, "dim2", axis(data)), data);
      default ->
          drawing
              .find(
                  shape ->
                      shape.elementCount() == drawing.shape(data).elementCount()
                          && !shape.equals(drawing.shape(data)))
              .ifPresent(like -> drawing.add("reshape_like", Map.of(), data, like));
    }
  }

  /** A shape of as many elements, with some of the codes that stand for dimensions. */
  private String shape(Value data) {
    int rank = drawing.rank(data);
    long last = drawing.size(data, rank - 1);
    return switch (drawing.between(0, 6)) {
      case 0 -> "(0, -1)";
      case 1 -> "(-1, " + last + ")";
      case 2 -> "(-3, -2)";
      case 3 -> "(-4, 1, -1, -2)";
      case 4 -> "(0, 1, -1)";
      case 5 -> "(0, -1, 1, " + last + ")";
      default -> "(0, -4, " + (rank > 1 && drawing.size(data, 1) % 2 == 0 ? 2 : 1) + ", -1, -2)";
    };
  }

  void repetition() {
    any().ifPresent(this::repetition);
  }

  private void repetition(Value data) {
    int axis = axis(data);
    switch (drawing.between(0, 3)) {
      case 0 -> drawing.add("repeat", Map.of("repeats", 2, "axis", axis), data);
      case 1 -> drawing.add("tile", Map.of("reps", new long[] {drawing.between(1, 2), 2}), data);
      case 2 -> {
        if (drawing.size(data, axis) == 1) {
          drawing.add("broadcast_axis", Map.of("axis", axis, "size", drawing.between(2, 5)), data);
        }
      }
      default ->
          drawing
              .find(shape -> shape.rank() == drawing.rank(data))
              .ifPresent(like -> drawing.add("broadcast_like", Map.of(), data, like));
    }
  }

  void copy() {
    any()
        .ifPresent(
            data ->
                drawing.add(
                    drawing.of("Dropout", "_copy", "BlockGrad", "identity", "make_loss"),
                    Map.of(),
                    data));
  }
}
