package dev.weft.backend.mxnet;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.backend.mxnet.handle.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shapes of outputs, learnt by asking libmxnet for several plausible shapes of the inputs: what is
 * the same for all of them is known, what differs follows from the call. libmxnet itself gives up
 * on images of unknown size.
 */
final class ShapeProbe {
  private static final long[] BATCHES = {1, 2};
  private static final long[] EXTENTS = {224, 299, 300, 112, 64, 32, 28};

  private final Symbol symbol;
  private final Map<String, long[]> parameters;
  private final Map<String, Shape> partial;

  private ShapeProbe(Symbol symbol, Map<String, long[]> parameters, Map<String, Shape> partial) {
    this.symbol = symbol;
    this.parameters = parameters;
    this.partial = partial;
  }

  /** Makes a probe for the inputs whose rank is known from hints. */
  static ShapeProbe of(
      Symbol symbol, Map<String, long[]> parameters, List<String> inputs, InputHints hints) {
    Map<String, Shape> partial = new LinkedHashMap<>();
    for (String input : inputs) {
      Shape hint = hints.refine(input, Shape.ofUnknownRank());
      if (hint.isRankKnown()) {
        partial.put(input, hint);
      }
    }
    return new ShapeProbe(symbol, parameters, partial);
  }

  /**
   * Returns shapes of which those of the outputs are replaced by what the probes tell, if they tell
   * anything.
   */
  Symbol.Shapes refine(Symbol.Shapes inferred) {
    boolean complete = inferred.outputs().stream().allMatch(Shape::isRankKnown);
    if (partial.isEmpty() || (complete && !inferred.outputs().isEmpty())) {
      return inferred;
    }
    List<List<Shape>> answers = new ArrayList<>();
    for (long extent : EXTENTS) {
      for (long batch : BATCHES) {
        ask(batch, extent).ifPresent(answers::add);
      }
    }
    return answers.stream()
        .reduce(ShapeProbe::common)
        .map(outputs -> new Symbol.Shapes(inferred.arguments(), outputs))
        .orElse(inferred);
  }

  private Optional<List<Shape>> ask(long batch, long extent) {
    Map<String, long[]> known = new LinkedHashMap<>(parameters);
    partial.forEach((input, shape) -> known.put(input, filled(shape, batch, extent)));
    try {
      List<Shape> outputs = symbol.inferShapes(known, false).outputs();
      return outputs.isEmpty() || !outputs.stream().allMatch(Shape::isKnown)
          ? Optional.empty()
          : Optional.of(outputs);
    } catch (BackendException e) {
      return Optional.empty();
    }
  }

  private static long[] filled(Shape shape, long batch, long extent) {
    long[] dimensions = shape.dimensions();
    for (int axis = 0; axis < dimensions.length; axis++) {
      if (dimensions[axis] == Shape.UNKNOWN) {
        dimensions[axis] = axis == 0 ? batch : extent;
      }
    }
    return dimensions;
  }

  private static List<Shape> common(List<Shape> one, List<Shape> other) {
    List<Shape> common = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      common.add(common(one.get(i), other.get(i)));
    }
    return common;
  }

  private static Shape common(Shape one, Shape other) {
    if (!one.isRankKnown() || !other.isRankKnown() || one.rank() != other.rank()) {
      return Shape.ofUnknownRank();
    }
    long[] dimensions = one.dimensions();
    Arrays.setAll(
        dimensions,
        axis -> dimensions[axis] == other.dimension(axis) ? dimensions[axis] : Shape.UNKNOWN);
    return Shape.of(dimensions);
  }
}
