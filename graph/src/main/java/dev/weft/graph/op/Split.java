package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A value cut into equal parts along an axis.
 *
 * @param outputs the number of parts
 * @param axis the axis, negative if counted from the end
 * @param squeezes whether the axis, of size 1 in each part, is removed
 */
public record Split(int outputs, int axis, boolean squeezes) implements Op {
  /**
   * Checks the number.
   *
   * @param outputs the number of parts
   * @param axis the axis
   * @param squeezes whether the axis is removed
   */
  public Split {
    if (outputs < 1) {
      throw new IllegalArgumentException("num_outputs is " + outputs + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "SliceChannel";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!data.isRankKnown()) {
      return Collections.nCopies(outputs, inputs.get(0));
    }
    int position = Dimensions.axis(axis, data.rank());
    long size = data.dimension(position);
    if (size != Shape.UNKNOWN && (size % outputs != 0 || (squeezes && size != outputs))) {
      throw new IllegalArgumentException(
          "dimension " + position + " of " + data + " cannot be cut into " + outputs + " parts");
    }
    Shape part = Dimensions.with(data, position, Dimensions.map(size, known -> known / outputs));
    Shape squeezed =
        squeezes
            ? Shape.of(
                LongStream.range(0, part.rank())
                    .filter(i -> i != position)
                    .map(i -> part.dimension((int) i))
                    .toArray())
            : part;
    return Collections.nCopies(outputs, inputs.get(0).withShape(squeezed));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape merged = Shape.ofUnknownRank();
    for (ValueType output : outputs) {
      merged = Dimensions.merge(merged, output.shape());
    }
    if (squeezes || !merged.isRankKnown()) {
      return Op.super.inferInputs(inputs, outputs);
    }
    int position = Dimensions.axis(axis, merged.rank());
    long size = Dimensions.map(merged.dimension(position), part -> part * this.outputs);
    return List.of(Dimensions.with(merged, position, size));
  }
}
