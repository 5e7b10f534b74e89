package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Dimensions of size 1 less; if none were left, one of size 1 is.
 *
 * @param given which, negative if counted from the end; empty for all of size 1
 */
record SqueezeRule(Optional<List<Integer>> given) implements Reshape.Rule {
  /** Returns the rule of a node, which removes nothing if it names no axes. */
  static SqueezeRule of(Attributes attributes) {
    return new SqueezeRule(attributes.text("axis").map(text -> attributes.axes("axis")));
  }

  @Override
  public Shape apply(List<Shape> inputs) {
    Shape data = inputs.get(0);
    if (given.isEmpty() && !data.isKnown()) {
      return Shape.ofUnknownRank();
    }
    Set<Integer> removed = new HashSet<>();
    for (int axis : given.orElse(List.of())) {
      int position = Dimensions.axis(axis, data.rank());
      long size = data.dimension(position);
      if (size != 1 && size != Shape.UNKNOWN) {
        throw new IllegalArgumentException(
            "axis " + axis + " of data of shape " + data + " has size " + size + ", expected 1");
      }
      removed.add(position);
    }
    long[] kept =
        IntStream.range(0, data.rank())
            .filter(axis -> given.isEmpty() ? data.dimension(axis) != 1 : !removed.contains(axis))
            .mapToLong(data::dimension)
            .toArray();
    return kept.length == 0 ? Shape.of(1) : Shape.of(kept);
  }
}
