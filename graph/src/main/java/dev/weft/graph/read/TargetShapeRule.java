package dev.weft.graph.read;

import dev.weft.Shape;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Reshape;
import java.util.List;

/**
 * The shape that Reshape's old attribute target_shape tells, in which one size may be 0 for
 * whatever is left.
 *
 * @param target the sizes
 * @param keepsFirst whether the first size is that of the input instead
 */
record TargetShapeRule(List<Long> target, boolean keepsFirst) implements Reshape.Rule {
  TargetShapeRule {
    target = List.copyOf(target);
    long inferred =
        target.subList(keepsFirst ? 1 : 0, target.size()).stream()
            .filter(size -> size == 0)
            .count();
    if (inferred > 1) {
      throw new IllegalArgumentException(
          "target_shape is " + target + ", expected at most one size of 0");
    }
  }

  @Override
  public Shape apply(List<Shape> inputs) {
    Shape data = inputs.get(0);
    long[] sizes = target.stream().mapToLong(Long::longValue).toArray();
    if (keepsFirst) {
      sizes[0] = data.dimension(0);
    }
    for (int axis = keepsFirst ? 1 : 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 0) {
        int first = keepsFirst ? 1 : 0;
        sizes[axis] = 1;
        long told = Dimensions.product(Shape.of(sizes), first, sizes.length);
        sizes[axis] =
            Dimensions.map(
                Dimensions.product(data, first, data.rank()), elements -> elements / told);
      }
    }
    return Shape.of(sizes);
  }
}
