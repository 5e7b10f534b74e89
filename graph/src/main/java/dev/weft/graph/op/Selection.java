package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operator that picks elements of its first input, along each axis on its own: an element of the
 * output at (i, j, ...) is that of the input at (f(i), g(j), ...), or a constant where one of these
 * is {@link #NONE}. Further inputs only lend their shapes.
 */
public sealed interface Selection extends Op
    permits BroadcastAxis,
        BroadcastLike,
        BroadcastTo,
        Crop,
        Pad,
        Repeat,
        Reverse,
        Slice,
        SliceAxis,
        SliceLike,
        Tile {
  /** Where no element of the input is picked. */
  int NONE = -1;

  /**
   * Infers the shape of the output. Not called before the rank of the first input is known.
   *
   * @param inputs what is known of the shapes of the inputs
   * @return what follows of that of the output
   */
  Shape select(List<Shape> inputs);

  /**
   * {@return the input's shape with as many dimensions as the output has}
   *
   * @param data the known shape of the input
   * @param output the known shape of the output
   */
  default Shape aligned(Shape data, Shape output) {
    long[] dimensions = new long[output.rank()];
    Arrays.fill(dimensions, 1);
    int lacking = output.rank() - data.rank();
    for (int axis = 0; axis < data.rank(); axis++) {
      dimensions[lacking + axis] = data.dimension(axis);
    }
    return Shape.of(dimensions);
  }

  /**
   * {@return which elements are picked along an axis: for each position in the output that in the
   * input, or {@link #NONE}}
   *
   * @param axis the axis, counted from the front
   * @param data the known shape of the input, {@linkplain #aligned aligned}
   * @param output the known shape of the output
   */
  int[] positions(int axis, Shape data, Shape output);

  /** {@return the number where no element is picked} */
  default double constant() {
    return 0;
  }

  @Override
  default List<ValueType> infer(List<ValueType> inputs) {
    List<Shape> shapes = inputs.stream().map(ValueType::shape).toList();
    Shape output = shapes.get(0).isRankKnown() ? select(shapes) : Shape.ofUnknownRank();
    return List.of(inputs.get(0).withShape(output));
  }

  /**
   * {@return evenly spaced positions}
   *
   * @param begin the first position
   * @param step the distance of neighbours
   * @param count how many
   */
  static int[] spaced(long begin, long step, long count) {
    return IntStream.range(0, Math.toIntExact(count))
        .map(i -> Math.toIntExact(begin + i * step))
        .toArray();
  }

  /**
   * {@return the positions along an axis of which each element is picked once, or which is of size
   * 1 and is repeated}
   *
   * @param axis the axis
   * @param data the shape of the input
   * @param output the shape of the output
   */
  static int[] repeated(int axis, Shape data, Shape output) {
    return spaced(0, data.dimension(axis) == 1 ? 0 : 1, output.dimension(axis));
  }
}
